"""Quality checks: (source, target) -> findings; `run` for a segment, `run_article` for a whole article."""

from checks.article import ARTICLE_CHECKS, run_article
from checks.pair import Check
from checks.registry import CHECKS, run
from checks.texts import check_ids, describe, explain

__all__ = ["ARTICLE_CHECKS", "CHECKS", "Check", "check_ids", "describe", "explain", "run", "run_article"]
