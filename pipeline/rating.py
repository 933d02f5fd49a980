"""Measuring the language packages on the test set that comes with newsbridge, so that the best ones are taken."""

from collections.abc import Iterator

from model.berlin import in_berlin
from model.errors import UnsupportedPair
from model.languages import TARGET_LANGUAGES, Language
from pipeline.scores import metrics
from pipeline.testset import PRESS, TestSet, read_table
from pipeline.wiring import Newsroom
from translators.argos import open_engine
from translators.ratings import Rating
from translators.routes import Route


def rate_packages(newsroom: Newsroom, *, again: bool = False) -> Iterator[tuple[Language, Route, Rating]]:
    """Measure each way into each target language that there is a choice of, and yield what it reached.

    Args:
        newsroom: whose packages are measured and whose ratings are kept.
        again: measure what was measured before, and ways without an alternative too.

    Raises:
        PackageError: a package does not translate, or the ratings cannot be written.
    """
    for target in TARGET_LANGUAGES:
        routes = _routes(newsroom, target)
        test_set = read_table(PRESS, target)
        for route in routes:
            known = newsroom.packages.ratings.of(route)
            if again or (len(routes) > 1 and (known is None or known.test_set != test_set.fingerprint)):
                rating = _rate(newsroom, route, test_set)
                newsroom.packages.ratings.keep(rating)
                yield target, route, rating


def _routes(newsroom: Newsroom, target: Language) -> list[Route]:
    try:
        return newsroom.packages.routes(Language.DE, target)
    except UnsupportedPair:
        return []


def _rate(newsroom: Newsroom, route: Route, test_set: TestSet) -> Rating:
    engine = open_engine(route, threads=newsroom.settings.threads)
    try:
        made = [reading.text for reading in engine.translate(test_set.sources)]
    finally:
        engine.close()
    scores = {
        name: round(metric.corpus_score(made, [test_set.references]).score, 1)
        for name, metric in metrics(test_set.target).items()
    }
    day = in_berlin(newsroom.now()).date().isoformat()
    return Rating(route.key, test_set.fingerprint, len(made), scores["BLEU"], scores["chrF"], day)
