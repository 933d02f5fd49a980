"""A dry run of one source: what it announces and what is recognised, without touching the store's releases."""

from dataclasses import dataclass, field

from model.article import Article
from model.errors import SourceError
from model.source import Link, Source
from pipeline.decide import ensure_german
from pipeline.reading import read_link
from pipeline.reports import Problem
from pipeline.wiring import Newsroom
from sources.visiting import visit


@dataclass
class Trial:
    """What a dry run saw.

    Attributes:
        found: releases announced.
        read: links with the article recognised behind each.
    """

    source: str
    found: int = 0
    read: list[tuple[Link, Article]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def try_source(newsroom: Newsroom, source: Source, limit: int) -> Trial:
    """Visit `source` as `collect` would, read its first `limit` releases, store nothing."""
    trial = Trial(source.name)
    with newsroom.fetcher([source]) as fetcher:
        try:
            links = visit(source, fetcher, lambda _: None).links
        except SourceError as error:
            trial.problems.append(Problem(source.name, str(error)))
            return trial
        trial.found = len(links)
        for link in links[:limit]:
            try:
                article, _ = read_link(source, link, fetcher, None, newsroom.now())
                ensure_german(article, link.url)
            except SourceError as error:
                trial.problems.append(Problem(link.url, str(error)))
            else:
                trial.read.append((link, article))
    return trial
