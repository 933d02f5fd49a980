"""What changed after newer releases had pushed it out of a feed: readers have it, so the feed has to tell them.

A reader that polls finds every correction, and every text that followed its headline, although the feed holds no more
than the newest. For a while such entries stand in it beside the newest.
"""

import json
from datetime import datetime, timedelta
from pathlib import Path

from feeds.writing import write_if_changed
from model.feed import FeedProfile
from pipeline.wiring import Newsroom

NOTICE = timedelta(days=30)
"""How long a feed says that a release was taken back or changed."""
# A long translation is dated before it is visible to others.
_OVERLAP = timedelta(hours=1)


def changed_since(newsroom: Newsroom, profile: FeedProfile) -> datetime:
    """Return since when changes may not have been seen by this feed: its last publication, or as long as it tells."""
    earliest = newsroom.now() - NOTICE
    try:
        last = datetime.fromisoformat(json.loads(_path(newsroom, profile).read_bytes())["at"])
    except (OSError, ValueError, KeyError, TypeError):
        return earliest
    return max(earliest, last - _OVERLAP)


def keep_time(newsroom: Newsroom, profile: FeedProfile, at: datetime) -> None:
    """Note that all changes up to `at` have been published.

    Raises:
        PublishError: the note cannot be written.
    """
    write_if_changed(_path(newsroom, profile), json.dumps({"at": at.isoformat()}).encode())


def _path(newsroom: Newsroom, profile: FeedProfile) -> Path:
    return newsroom.settings.history_path / profile.name / "changes.json"
