"""What comes with newsbridge and is no code: language packages, a configuration to begin with, the press test set."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
"""The checkout that the program runs from; the folder of installed packages where it was installed."""
_SHIPPED = Path(__file__).resolve().parent / "shipped"
"""Where an installation has it; pyproject.toml puts it there."""


def shipped(name: str) -> Path:
    """Return a folder or file that comes with newsbridge, by its path in the checkout, such as `config`."""
    return _SHIPPED / name.replace("-", "_") if _SHIPPED.is_dir() else ROOT / name
