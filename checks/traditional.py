from collections.abc import Iterator
from functools import lru_cache

from opencc import OpenCC

from checks.pair import Pair
from model.languages import Language
from model.translation import Finding, Severity


def traditional(pair: Pair) -> Iterator[Finding]:
    """The Chinese has traditional characters, which readers in mainland China do not write.

    Found where OpenCC's conversion to simplified characters changes the text, unless the termbase or the German writes
    the word so. A warning.
    """
    if pair.language is not Language.ZH:
        return
    body, simplified = pair.body, _converter().convert(pair.body)
    if body == simplified or len(body) != len(simplified):
        return
    meant = {char for term in pair.found_terms if (known := term.term(Language.ZH)) for char in "".join(known.forms)}
    changed = [
        index
        for index, (here, there) in enumerate(zip(body, simplified, strict=True))
        if here != there and here not in meant and here not in pair.source.text
    ]
    for index in changed[:1]:
        fields = {"characters": "".join(dict.fromkeys(body[i] for i in changed)), "simplified": simplified[index]}
        template = "Traditional characters: {characters} (simplified: {simplified}…)."
        yield Finding("traditional", Severity.WARNING, template, (index, changed[-1] + 1), fields=fields)


@lru_cache(maxsize=1)
def _converter() -> OpenCC:
    return OpenCC("t2s")
