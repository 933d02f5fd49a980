"""Furnish a newsroom in an empty folder: `python -m examples.newsroom FOLDER`."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from examples.newsroom.furnishing import PASSWORD, PEOPLE, furnish
from examples.newsroom.living import live_through


def main(words: list[str]) -> int:
    """Furnish the folder that is named; return the exit code."""
    if len(words) != 1:
        print("usage: python -m examples.newsroom FOLDER", file=sys.stderr)
        return 2
    home = Path(words[0])
    if home.exists() and any(home.iterdir()):
        print(f"{home}: there is something in it already; name an empty folder", file=sys.stderr)
        return 1
    with furnish(home) as room:
        live_through(room, datetime.now(UTC))
    names = ", ".join(f"{name} ({duty})" for name, _, duty in PEOPLE)
    print(f"newsbridge --home {home} desk\nSign in as {names}; the password of all: {PASSWORD}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
