"""The plots of the statistics: what is drawn, and in which words."""

from collections.abc import Callable, Mapping

from model.languages import Language
from pipeline.statistics import Figures, Statistics
from review.drawing import bars, lines, ranks
from review.names import NAMES
from review.numbers import MINUTE, Numbers, unit_of
from review.plots import STYLES, Month, Plot, Series, ticks
from review.texts import catalogue, phrase

MOST_CHECKS = 12
"""Checks drawn; the table names all."""


class Worth:
    """The plots for one reader."""

    def __init__(self, statistics: Statistics, language: Language) -> None:
        self._given = statistics
        self._numbers = Numbers(language)
        self._say: Callable[[str], str] = catalogue(language).gettext
        self._months: list[Month] = [self._numbers.month(month) for month in statistics.months]

    def plots(self) -> list[Plot]:
        """Return all plots, in the order of the page."""
        return [self.approved(), self.unchanged(), self.times(), self.likeness(), self.checks()]

    def approved(self) -> Plot:
        """Translations approved a month, by language."""
        return bars(
            self._say(phrase("Approved per month")),
            self._say(phrase("Translations approved as a whole, by month and language.")),
            self._months,
            self._by_language(lambda figures: figures.translations),
            self._numbers.number,
        )

    def unchanged(self) -> Plot:
        """The share of segments that were right as the machine wrote them."""
        return lines(
            self._say(phrase("Approved unchanged")),
            self._say(phrase("Share of segments that an editor approved as the machine wrote them.")),
            self._months,
            self._by_language(lambda figures: figures.unchanged),
            self._numbers.share,
            [0, 0.25, 0.5, 0.75, 1],
        )

    def times(self) -> Plot:
        """How long a translation waits for its last approval."""
        found = [figures for figures in self._given.by_month.values() if figures.p90 is not None]
        longest = max((figures.p90 or 0 for figures in found), default=0)
        unit = unit_of(longest)
        series = [
            Series(self._say(phrase("half of them within")), self._column(lambda figures: figures.median)),
            Series(self._say(phrase("nine in ten within")), self._column(lambda figures: figures.p90)),
        ]
        return lines(
            self._say(phrase("Time to approval")),
            self._say(phrase("From the machine's translation to the approval of its last segment.")),
            self._months,
            series,
            lambda value: self._numbers.duration(value, longest),
            [value * unit for value in ticks(0, longest / unit, whole=unit == MINUTE)],
        )

    def likeness(self) -> Plot:
        """How near each engine came to the approved text; those that made most."""
        engines = self._given.by_engine
        main = sorted(engines, key=lambda key: -engines[key].segments)[:STYLES]
        one = len({language for _, language in main}) == 1
        series = [
            Series(
                engine if one else f"{engine} · {self._named(language)}",
                self._values(self._given.by_engine_month, lambda figures: figures.chrf, engine, language),
            )
            for engine, language in sorted(main)
        ]
        return lines(
            self._say(phrase("Likeness by engine (chrF)")),
            self._say(
                phrase(
                    "chrF of the machine's text against the approved one: 100 is the same. Compare within a language."
                )
            ),
            self._months,
            series,
            lambda value: self._numbers.number(value, 1),
        )

    def checks(self) -> Plot:
        """Which findings were right: where the editor then changed the segment."""
        found = [
            (each.check, each.hits, self._numbers.number(each.segments)) for each in self._given.checks[:MOST_CHECKS]
        ]
        unchanged = self._given.total.unchanged
        return ranks(
            self._say(phrase("Findings that were right")),
            self._say(
                phrase("Share of the segments with a finding that the editor then changed; the line: of all segments.")
            ),
            [self._say(phrase("changed")), self._say(phrase("Segments"))],
            sorted(found, key=lambda each: -each[1]),
            None if unchanged is None else 1 - unchanged,
            self._numbers.share,
        )

    def _by_language(self, value: Callable[[Figures], float | None]) -> list[Series]:
        return [
            Series(self._named(language), self._values(self._given.by_language, value, language))
            for language in self._given.languages
        ]

    def _column(self, value: Callable[[Figures], float | None]) -> list[float | None]:
        return self._values(self._given.by_month, value)

    def _values(
        self, groups: Mapping[tuple[str, ...], Figures], value: Callable[[Figures], float | None], *rest: str
    ) -> list[float | None]:
        found = [groups.get((month, *rest)) for month in self._given.months]
        return [None if figures is None else value(figures) for figures in found]

    def _named(self, language: str) -> str:
        return self._say(NAMES[Language(language)])
