"""Not asking a server twice for the same thing."""

from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

from translators.engine import Reading

Question = TypeVar("Question", bound=Hashable)


class LastCall(Generic[Question]):
    """The readings of the call before.

    The chain asks again, with another decoding, for sentences that came out badly. A server that knows no decoding
    would say the same again, at the same price.
    """

    def __init__(self) -> None:
        self._readings: dict[Question, Reading] = {}

    def complete(
        self, questions: Sequence[Question], ask: Callable[[list[Question]], Sequence[Reading]]
    ) -> list[Reading]:
        """Return a reading for each question; `ask` is called with those that the call before did not answer."""
        readings = self._readings
        missing = [question for question in dict.fromkeys(questions) if question not in readings]
        if missing:
            known = {question: readings[question] for question in questions if question in readings}
            readings = known | dict(zip(missing, ask(missing), strict=True))
            self._readings = readings
        return [readings[question] for question in questions]
