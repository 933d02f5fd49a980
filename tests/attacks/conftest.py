"""The desk, the newsroom and the programs of the other tests, for those who want what is not theirs."""

from tests.review.api.conftest import Portal, portal
from tests.review.conftest import Browser, Desk, app, desk, made_store, quick_hashes, room

__all__ = ["Browser", "Desk", "Portal", "app", "desk", "made_store", "portal", "quick_hashes", "room"]
