"""A Transformer for translation: pre-norm, sinusoid positions, one embedding for source, target and output."""

import math
from dataclasses import asdict, dataclass

import torch
import torch.nn.functional as F  # noqa: N812 -- the name that everyone gives it
from torch import Tensor, nn

from training.vocabulary import LONGEST, PAD


@dataclass(frozen=True)
class Shape:
    """The sizes of a model: pieces of the vocabulary, width, width of the feed-forward layers, heads, layers."""

    pieces: int
    width: int = 512
    inner: int = 2048
    heads: int = 8
    encoder: int = 8
    decoder: int = 3

    def as_dict(self) -> dict[str, int]:
        """Return the sizes for a file."""
        return asdict(self)


class Attention(nn.Module):
    """Attention to the sentence itself, or with `cross` to another one, with its norm and the way round it."""

    def __init__(self, width: int, heads: int, *, cross: bool) -> None:
        super().__init__()
        self.heads = heads
        self.norm = nn.LayerNorm(width)
        self.query = nn.Linear(width, width) if cross else None
        self.rest = nn.Linear(width, (2 if cross else 3) * width)
        self.out = nn.Linear(width, width)
        self.watched, self.seen = False, torch.empty(0)

    def forward(self, x: Tensor, memory: Tensor | None, mask: Tensor | None, drop: float) -> Tensor:
        """Return `x` with what was attended to added; without a mask a token sees only those before it."""
        y = self.norm(x)
        if self.query is not None:
            query, (key, value) = self.query(y), self.rest(memory).chunk(2, -1)
        else:
            query, key, value = self.rest(y).chunk(3, -1)
        query, key, value = self._split(query), self._split(key), self._split(value)
        if self.watched:
            self.seen = scores_of(query[:, :1], key[:, :1], mask)[:, 0].log_softmax(-1)
        seen = attend(query, key, value, mask)
        return x + F.dropout(self.out(seen.transpose(1, 2).reshape(x.shape)), drop, self.training)

    def _split(self, z: Tensor) -> Tensor:
        return z.view(z.size(0), -1, self.heads, z.size(2) // self.heads).transpose(1, 2)


class FeedForward(nn.Module):
    """Two layers with ReLU between them, with their norm and the way round them."""

    def __init__(self, width: int, inner: int) -> None:
        super().__init__()
        self.norm, self.up, self.down = nn.LayerNorm(width), nn.Linear(width, inner), nn.Linear(inner, width)

    def forward(self, x: Tensor, drop: float) -> Tensor:
        """Return `x` with the layers' answer added."""
        return x + F.dropout(self.down(F.relu(self.up(self.norm(x)))), drop, self.training)


class EncoderLayer(nn.Module):
    """Attention to the source, then feed-forward."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.own = Attention(shape.width, shape.heads, cross=False)
        self.feed = FeedForward(shape.width, shape.inner)

    def forward(self, x: Tensor, mask: Tensor, drop: float) -> Tensor:
        """Return the states after this layer."""
        return self.feed(self.own(x, None, mask, drop), drop)


class DecoderLayer(nn.Module):
    """Attention to what is written, then to the source, then feed-forward."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.own = Attention(shape.width, shape.heads, cross=False)
        self.cross = Attention(shape.width, shape.heads, cross=True)
        self.feed = FeedForward(shape.width, shape.inner)

    def forward(self, y: Tensor, memory: Tensor, mask: Tensor, drop: float) -> Tensor:
        """Return the states after this layer."""
        return self.feed(self.cross(self.own(y, None, None, drop), memory, mask, drop), drop)


class Model(nn.Module):
    """Encoder and decoder; the first token of the target says the language."""

    def __init__(self, shape: Shape, drop: float = 0.0) -> None:
        super().__init__()
        self.shape, self.drop = shape, drop
        self.embedding = nn.Embedding(shape.pieces, shape.width, padding_idx=PAD)
        self.encoder = nn.ModuleList([EncoderLayer(shape) for _ in range(shape.encoder)])
        self.decoder = nn.ModuleList([DecoderLayer(shape) for _ in range(shape.decoder)])
        self.encoder_norm, self.decoder_norm = nn.LayerNorm(shape.width), nn.LayerNorm(shape.width)
        self.register_buffer("positions", sinusoid(LONGEST, shape.width), persistent=False)
        self._start()

    def forward(self, source: Tensor, target: Tensor) -> Tensor:
        """Return the decoder's state at each target token; `logits` makes scores of them."""
        mask = (source != PAD)[:, None, None, :]
        x = self._embed(source)
        for layer in self.encoder:
            x = layer(x, mask, self.drop)
        memory, y = self.encoder_norm(x), self._embed(target)
        for layer in self.decoder:
            y = layer(y, memory, mask, self.drop)
        states: Tensor = self.decoder_norm(y)
        return states

    def watch(self) -> None:
        """Let the last layer keep what its first head attends to in the source, so that it can be taught to copy."""
        self.decoder[-1].cross.watched = True

    def watched(self) -> Tensor:
        """Return the logarithms of that attention: for each target token over the source."""
        seen: Tensor = self.decoder[-1].cross.seen
        return seen

    def logits(self, states: Tensor, pieces: Tensor) -> Tensor:
        """Return a score for each of these pieces of the vocabulary."""
        return states @ self.embedding.weight.index_select(0, pieces).T

    def _embed(self, tokens: Tensor) -> Tensor:
        scaled = self.embedding(tokens) * math.sqrt(self.shape.width) + self.positions[: tokens.size(1)]
        return F.dropout(scaled, self.drop, self.training)

    def _start(self) -> None:
        nn.init.normal_(self.embedding.weight, std=self.shape.width**-0.5)
        for module in self.modules():
            if isinstance(module, nn.Linear):
                nn.init.xavier_uniform_(module.weight)
                nn.init.zeros_(module.bias)


def attend(query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None) -> Tensor:
    """Return what the heads see; torch's own function is quick on a graphics card, but slow to learn on a processor."""
    if query.is_cuda:
        return F.scaled_dot_product_attention(query, key, value, attn_mask=mask, is_causal=mask is None)
    if mask is None:
        mask = torch.ones(query.size(2), key.size(2), dtype=torch.bool).tril()
    return scores_of(query, key, mask).softmax(-1).to(value.dtype) @ value


def scores_of(query: Tensor, key: Tensor, mask: Tensor | None) -> Tensor:
    """Return how much each token is drawn to each other one."""
    scores = (query @ key.transpose(2, 3)) * query.size(3) ** -0.5
    return scores if mask is None else scores.masked_fill(~mask, torch.finfo(scores.dtype).min)


def sinusoid(length: int, width: int) -> Tensor:
    """Return the positions' vectors: sines in the even columns, cosines in the odd ones."""
    place = torch.arange(length).unsqueeze(1) * torch.exp(torch.arange(0, width, 2) * (-math.log(10_000) / width))
    table = torch.zeros(length, width)
    table[:, 0::2], table[:, 1::2] = torch.sin(place), torch.cos(place)
    return table
