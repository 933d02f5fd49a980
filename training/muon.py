"""Muon for matrices: the momentum, made orthogonal, is the step."""

from collections.abc import Iterable

import torch
from torch import Tensor

_TERMS = (3.4445, -4.7750, 2.0315)
"""Coefficients of the Newton-Schulz iteration, by Keller Jordan: quick rather than exact."""


class Muon(torch.optim.Optimizer):
    """Steps of a size that AdamW's rates fit: 0.2 times the root of the longer side."""

    def __init__(
        self, matrices: Iterable[Tensor], lr: float, momentum: float = 0.95, weight_decay: float = 0.01
    ) -> None:
        super().__init__(matrices, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self, closure: None = None) -> None:
        """Change the matrices by one step."""
        for group in self.param_groups:
            for matrix in group["params"]:
                if matrix.grad is not None:
                    self._change(matrix, group)

    def _change(self, matrix: Tensor, group: dict[str, float]) -> None:
        memory = self.state[matrix].setdefault("momentum", torch.zeros_like(matrix))
        memory.lerp_(matrix.grad, 1 - group["momentum"])
        step = orthogonal(matrix.grad.lerp(memory, group["momentum"]))
        matrix.mul_(1 - group["lr"] * group["weight_decay"])
        matrix.add_(step, alpha=-group["lr"] * 0.2 * max(matrix.shape) ** 0.5)


def orthogonal(matrix: Tensor, rounds: int = 5) -> Tensor:
    """Return about the nearest matrix whose singular values are all one."""
    tall = matrix.size(0) > matrix.size(1)
    x = (matrix.T if tall else matrix).bfloat16()
    x = x / (x.norm() + 1e-7)
    first, second, third = _TERMS
    for _ in range(rounds):
        square = x @ x.T
        x = first * x + (second * square + third * square @ square) @ x
    return (x.T if tall else x).to(matrix.dtype)
