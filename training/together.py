"""Several processes that train apart and meet every few seconds to average their weights.

On a shared processor this is quicker than threads, which wait for one another at every single operation.
"""

import time
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import torch
import torch.distributed as dist
from torch import Tensor

MEET_EVERY = 15
"""Seconds."""

_PATIENCE = timedelta(minutes=5)


class Together:
    """The processes of one training; alone where there is only one.

    Args:
        number: of this process, from 0.
        count: of all processes.
        folder: where they find one another, by a file that is new for each training.
    """

    def __init__(self, number: int, count: int, folder: Path) -> None:
        self.number, self.count, self._met = number, count, 0
        if count > 1:
            meeting = (folder / "meeting").resolve()
            dist.init_process_group("gloo", f"file://{meeting}", timeout=_PATIENCE, world_size=count, rank=number)
        self._began = self._common(time.time())

    def due(self) -> bool:
        """Tell whether it is time to meet; every process says so equally often."""
        return time.time() >= self._began + (self._met + 1) * MEET_EVERY

    @torch.no_grad()
    def meet(self, weights: Iterable[Tensor], tokens: int) -> int:
        """Average the weights, by how many tokens each process learnt from since last time; return the sum of those."""
        self._met += 1
        if self.count == 1:
            return tokens
        total = torch.tensor([float(tokens)])
        dist.all_reduce(total)
        for weight in weights:
            weight.mul_(tokens / max(1.0, total.item()))
            dist.all_reduce(weight)
        return int(total.item())

    def elapsed(self) -> float:
        """Return the seconds since the start, which are the same for all at a meeting."""
        return self._met * MEET_EVERY

    def _common(self, value: float) -> float:
        if self.count == 1:
            return value
        shared = torch.tensor([value], dtype=torch.float64)
        dist.broadcast(shared, 0)
        return float(shared.item())
