"""The database: releases, translations and what the outside knows of them. The only SQL of newsbridge."""

from store.opening import open_store
from store.store import Store

__all__ = ["Store", "open_store"]
