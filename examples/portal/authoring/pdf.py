# /// script
# dependencies = ["fpdf2>=2.8"]
# ///
"""Set the release that the portal offers as a PDF: `pdf.py REGULAR.ttf BOLD.ttf`, two cuts of one typeface.

A `|` in the text marks where a word may be broken, so that the PDF has hyphens at line ends, as real ones have.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from fpdf import FPDF  # type: ignore[import-untyped]  # needed here only, so the project does not install it

NAME = "07-neue-mitgliedsstadt-zwickau"
HERE = Path(__file__).parent
SOFT_HYPHEN = "\u00ad"
LETTERHEAD = "Presseportal der Industriestädte (Beispiel, frei erfunden)"


class Letter(FPDF):  # type: ignore[misc]  # its base is unknown to mypy where fpdf2 is not installed
    """A page with the letterhead and page number that releases usually carry."""

    def header(self) -> None:
        """Name the publisher on top of each page, and that there is none."""
        self.set_font("text", "B", 9)
        self.cell(0, 8, LETTERHEAD, align="R", new_x="LMARGIN", new_y="NEXT")

    def footer(self) -> None:
        """Number each page."""
        self.set_y(-18)
        self.set_font("text", "", 8)
        self.cell(0, 8, f"Seite {self.page_no()} von {{nb}}", align="C")


def set_paragraph(letter: Letter, paragraph: str) -> None:
    """Set one paragraph of the text source by the mark that it begins with."""
    styles = (("## ", "B", 11), ("# ", "B", 16), ("**", "B", 10), ("", "", 10))
    mark, style, size = next(entry for entry in styles if paragraph.startswith(entry[0]))
    text = paragraph.removeprefix(mark).removesuffix("**").replace("|", SOFT_HYPHEN)
    letter.set_font("text", style, size)
    if text.startswith("- "):
        text = text.replace("- ", "• ")
    letter.multi_cell(0, size * 0.5, text, align="L", new_x="LMARGIN", new_y="NEXT")
    letter.ln(3)


def main(regular: str, bold: str) -> None:
    """Write the PDF into the site; the same fonts give the same bytes."""
    letter = Letter()
    letter.set_creation_date(datetime(2026, 9, 10, 9, 0, tzinfo=UTC))
    letter.add_font("text", "", regular)
    letter.add_font("text", "B", bold)
    letter.set_margins(25, 18)
    letter.set_lang("de")
    paragraphs = (HERE / f"{NAME}.md").read_text(encoding="utf-8").strip().split("\n\n")
    letter.set_title(paragraphs[2].removeprefix("# "))
    letter.add_page()
    for paragraph in paragraphs:
        set_paragraph(letter, paragraph)
    letter.output(str(HERE.parent / "www" / "presse" / "2026" / f"{NAME}.pdf"))


if __name__ == "__main__":
    main(*sys.argv[1:])
