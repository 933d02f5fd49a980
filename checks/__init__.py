"""Quality checks: (source, target) -> findings. `run` is the way in; the registry lists them all."""

from checks.pair import Check
from checks.registry import CHECKS, run

__all__ = ["CHECKS", "Check", "run"]
