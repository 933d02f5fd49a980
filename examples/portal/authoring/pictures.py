# /// script
# dependencies = ["pillow"]
# ///
"""Draw the three pictures of the portal."""

from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw

SIZE = (960, 540)
SCALE = 2  # drawn larger, then reduced: Pillow's shapes have hard edges
SKY, GROUND, DARK, MAIN, LIGHT, ACCENT = "#dcebf4", "#c3d4c0", "#0b3d5c", "#0b5a8a", "#ffffff", "#e0a030"


class Canvas:
    """A picture of `SIZE` with a sky and a ground, drawn in its own pixels."""

    def __init__(self) -> None:
        self.image = Image.new("RGB", (SIZE[0] * SCALE, SIZE[1] * SCALE), SKY)
        self.draw = ImageDraw.Draw(self.image)
        self.box(0, 430, 960, 540, GROUND)

    def box(self, left: int, top: int, right: int, bottom: int, fill: str, radius: int = 0) -> None:
        """Draw a rectangle, its corners rounded by `radius`."""
        place = [value * SCALE for value in (left, top, right, bottom)]
        self.draw.rounded_rectangle(place, radius * SCALE, fill=fill)

    def disc(self, x: int, y: int, radius: int, fill: str) -> None:
        """Draw a disc around a point."""
        self.draw.circle((x * SCALE, y * SCALE), radius * SCALE, fill=fill)

    def line(self, *points: tuple[int, int], fill: str = DARK, width: int = 6) -> None:
        """Draw straight lines from point to point."""
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        self.draw.line(scaled, fill=fill, width=width * SCALE, joint="curve")

    def truck(self, left: int) -> None:
        """Draw a van that stands on the ground."""
        self.box(left, 340, left + 130, 425, LIGHT, 8)
        self.box(left + 130, 370, left + 180, 425, ACCENT, 8)
        for wheel in (left + 35, left + 145):
            self.disc(wheel, 428, 17, DARK)

    def save(self, path: Path) -> None:
        """Reduce to the final size and few colours; flat drawings need no more."""
        self.image.resize(SIZE, Image.Resampling.LANCZOS).quantize(64).save(path, optimize=True)


def electrolysis(canvas: Canvas) -> None:
    """Draw the chain from wind turbine to truck."""
    canvas.line((130, 430), (130, 190), width=10)
    for tip in ((130, 80), (40, 250), (220, 250)):
        canvas.line((130, 190), tip, fill=LIGHT, width=12)
    canvas.line((130, 400), (720, 400), fill=ACCENT)
    canvas.box(270, 290, 410, 430, MAIN, 6)
    for left in range(289, 400, 23):
        canvas.box(left, 305, left + 10, 415, SKY)
    for left in (480, 560):
        canvas.box(left, 240, left + 62, 430, LIGHT, 30)
    canvas.truck(720)


def charging(canvas: Canvas) -> None:
    """Draw a row of vans charging under a solar roof."""
    canvas.line((60, 220), (900, 170), fill=DARK, width=16)
    for post in (100, 480, 860):
        canvas.line((post, 223 - post * 5 // 84), (post, 430), width=10)
    for left in (130, 390, 650):
        canvas.box(left - 5, 330, left + 25, 430, MAIN, 5)
        canvas.line((left + 25, 350), (left + 40, 410), (left + 60, 400), fill=ACCENT, width=4)
        canvas.truck(left + 50)


def skyline(canvas: Canvas) -> None:
    """Draw towers behind a bridge over a river."""
    towers = ((80, 250), (150, 180), (230, 280), (300, 120), (380, 230), (620, 260), (690, 160), (770, 220), (840, 290))
    for number, (left, top) in enumerate(towers):
        canvas.box(left, top, left + 60, 430, (MAIN, DARK)[number % 2])
    canvas.box(0, 430, 960, 540, "#9cc3da")
    canvas.line((0, 440), (960, 440), fill=LIGHT, width=14)
    canvas.line((480, 500), (480, 150), fill=ACCENT, width=14)
    for reach in range(60, 420, 60):
        canvas.line((480 - reach, 440), (480, 300 - reach // 3), (480 + reach, 440), fill=LIGHT, width=3)


PICTURES: dict[str, Callable[[Canvas], None]] = {
    "elektrolyse": electrolysis,
    "ladepark": charging,
    "skyline": skyline,
}


def main() -> None:
    """Write all pictures into the site."""
    for name, picture in PICTURES.items():
        canvas = Canvas()
        picture(canvas)
        canvas.save(Path(__file__).parents[1] / "www" / "bilder" / f"{name}.png")


if __name__ == "__main__":
    main()
