"""Train: resumable, within a time budget, with an average of the weights kept; on a graphics card or the processor."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F  # noqa: N812 -- the name that everyone gives it
from torch import Tensor

from training.batches import Batch, Pairs, ahead
from training.model import Model, Shape
from training.muon import Muon
from training.together import MEET_EVERY, Together
from training.vocabulary import PAD, Spoken, write_spoken
from training.weights import Arrays, pack

ROUND = 128

SAVE_EVERY = 240
"""Seconds."""


@dataclass(frozen=True)
class Plan:
    """How to train.

    Attributes:
        minutes: of this call.
        total: minutes of all calls together; the learning rate falls to 0 over them.
        budget: tokens a side in a batch, padding included.
        rate: the highest learning rate.
        warmup: steps until it is reached.
        steady: share of the total time until it falls.
        drop: share of values dropped.
        average: weight of the past in the averaged weights, at each meeting.
        guidance: weight of the lesson where a copied token comes from, in the loss.
        beginnings: weight of the first tokens of copies, in the loss once more: the rest follows by itself.
        compiled: whether torch compiles the model: worth its minute on a graphics card only.
    """

    minutes: float
    total: float
    budget: int = 65_536
    rate: float = 1.5e-3
    warmup: int = 1000
    steady: float = 0.4
    drop: float = 0.1
    average: float = 0.9
    guidance: float = 0.3
    beginnings: float = 0.15
    compiled: bool = False


class Run:
    """A training that can be stopped and taken up again in its folder."""

    def __init__(
        self,
        shape: Shape,
        plan: Plan,
        folder: Path,
        spoken: Spoken,
        begin: Arrays | None = None,
        number: int = 0,
        count: int = 1,
    ) -> None:
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        self.plan, self.folder, self.shape = plan, folder, shape
        self.step, self.spent = 0, 0.0
        self.model = Model(shape, plan.drop).to(self.device)
        if begin is not None:
            self.model.load_state_dict({name: torch.from_numpy(values.copy()) for name, values in begin.items()})
        self.model.watch()
        self.average = {name: values.detach().clone() for name, values in self.model.state_dict().items()}
        self.optimizers = _optimizers(self.model)
        self.pieces = {language: torch.tensor(numbers, device=self.device) for language, numbers in spoken.items()}
        self.places = {language: _places(numbers, shape.pieces) for language, numbers in self.pieces.items()}
        folder.mkdir(parents=True, exist_ok=True)
        write_spoken(spoken, folder)
        self._resume()
        self.together = Together(number, count, folder)
        self._began = time.monotonic()

    def train(self, pairs: Pairs) -> None:
        """Train until this call's minutes are over, then save and pack the averaged weights."""
        forward = torch.compile(self.model, dynamic=False) if self.plan.compiled else self.model
        saved = time.monotonic()
        losses: list[Tensor] = []
        tokens = 0
        for batch in self._batches(pairs):
            loss, count = self._learn(forward, batch)
            losses.append(loss)
            tokens += count
            if self.together.due():
                self._meet(torch.stack(losses).mean().item(), tokens)
                losses, tokens = [], 0
            if self.together.number == 0 and time.monotonic() - saved >= SAVE_EVERY:
                saved = time.monotonic()
                self.save()
        if self.together.number == 0:
            self.save()

    def save(self) -> None:
        """Write `last.pt`, from which `Run` goes on, and the averaged weights as `ema.q8.NN`."""
        state = {
            "model": self.model.state_dict(),
            "average": self.average,
            "optimizers": [optimizer.state_dict() for optimizer in self.optimizers],
            "step": self.step,
            "spent": self._elapsed(),
        }
        torch.save(state, self.folder / "last.tmp")
        (self.folder / "last.tmp").replace(self.folder / "last.pt")
        arrays = {name: values.float().cpu().numpy() for name, values in self.average.items()}
        pack(arrays, self.shape.as_dict(), self.folder)

    def _batches(self, pairs: Pairs) -> Iterator[Batch]:
        while True:
            for batch in ahead(pairs.epoch(self.plan.budget, seed=self.step * 100 + self.together.number)):
                if self.together.elapsed() >= self.plan.minutes * 60:
                    return
                yield batch

    def _learn(self, forward: Any, batch: Batch) -> tuple[Tensor, int]:
        rate = self._rate()
        for optimizer in self.optimizers:
            for group in optimizer.param_groups:
                group["lr"] = rate
        source, target = (
            torch.from_numpy(side).to(self.device, non_blocking=True) for side in (batch.source, batch.target)
        )
        gold = target[:, 1:]
        kept = _filled((gold != PAD).flatten().nonzero()[:, 0])
        wanted = self.places[batch.language][gold.flatten()[kept]]
        with torch.autocast(self.device, dtype=torch.bfloat16):
            states = forward(source, target[:, :-1])
            logits = self.model.logits(states.flatten(0, 1)[kept], self.pieces[batch.language])
        loss = F.cross_entropy(logits if self.device == "cpu" else logits.float(), wanted, label_smoothing=0.1)
        (loss + self._copying(batch, states, gold)).backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        for optimizer in self.optimizers:
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
        self.step += 1
        return loss.detach().float(), len(kept)

    def _copying(self, batch: Batch, states: Tensor, gold: Tensor) -> Tensor | float:
        """Return the loss of what is copied: where the tokens come from, and once more how each copy begins."""
        if not len(batch.copied):
            return 0.0
        sentence, place, origin = torch.from_numpy(batch.copied).to(self.device).unbind(1)
        looked = -self.model.watched()[sentence, place, origin].float().mean()
        begins = torch.ones_like(place, dtype=torch.bool)
        begins[1:] = (place.diff() != 1) | (origin.diff() != 1) | (sentence.diff() != 0)
        sentence, place = sentence[begins], place[begins]
        pieces, wanted = self.pieces[batch.language], self.places[batch.language][gold[sentence, place]]
        begun = F.cross_entropy(self.model.logits(states[sentence, place], pieces).float(), wanted)
        return self.plan.guidance * looked + self.plan.beginnings * begun

    def _rate(self) -> float:
        """Return the learning rate: rising, steady, then falling to 0 by the end of the total time."""
        gone = self._elapsed() / (self.plan.total * 60)
        fall = min(1.0, max(0.0, 1 - gone) / (1 - self.plan.steady))
        return self.plan.rate * min(1.0, (self.step + 1) / self.plan.warmup) * fall

    @torch.no_grad()
    def _meet(self, loss: float, tokens: int) -> None:
        """Average the weights with the other processes' and with the past's, and say how it goes."""
        tokens = self.together.meet(self.model.state_dict().values(), tokens)
        past = min(self.plan.average, self.step / (self.step + 100))
        for name, values in self.model.state_dict().items():
            self.average[name].lerp_(values, 1 - past)
        if self.together.number == 0:
            line = {"minutes": round(self._elapsed() / 60, 2), "step": self.step, "loss": round(loss, 3)}
            print(json.dumps(line | {"tokens/s": round(tokens / MEET_EVERY)}), flush=True)

    def _elapsed(self) -> float:
        return self.spent + time.monotonic() - self._began

    def _resume(self) -> None:
        path = self.folder / "last.pt"
        if path.exists():
            state = torch.load(path, map_location=self.device)
            self.model.load_state_dict(state["model"])
            self.average, self.step, self.spent = state["average"], state["step"], state["spent"]
            for optimizer, kept in zip(self.optimizers, state["optimizers"], strict=True):
                optimizer.load_state_dict(kept)


def _filled(rows: Tensor) -> Tensor:
    """Return the rows and some of them again, up to a round number: kernels are made anew for every new shape."""
    more = -len(rows) % ROUND
    return torch.cat([rows, rows[:more]])


def _places(numbers: Tensor, pieces: int) -> Tensor:
    """Return for each piece of the vocabulary its place among `numbers`."""
    places = torch.zeros(pieces, dtype=torch.int64, device=numbers.device)
    places[numbers] = torch.arange(len(numbers), device=numbers.device)
    return places


def _optimizers(model: Model) -> list[torch.optim.Optimizer]:
    matrices = [p for name, p in model.named_parameters() if p.ndim == 2 and name != "embedding.weight"]
    rest = [p for name, p in model.named_parameters() if p.ndim != 2 or name == "embedding.weight"]
    fused = torch.cuda.is_available()
    return [Muon(matrices, lr=0.0), torch.optim.AdamW(rest, lr=0.0, betas=(0.9, 0.98), weight_decay=0.0, fused=fused)]
