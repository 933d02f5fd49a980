import re
from collections.abc import Iterator

from checks.pair import Pair
from model.languages import Language
from model.translation import Finding, Severity

_GERMAN = re.compile(
    r"\b(?:nicht|kein(?:e[mnrs]?)?|ohne|niemals|niemand(?:e[mn])?|weder|nirgends|nirgendwo|nie)\b", re.IGNORECASE
)
_NO_DENIAL = re.compile(
    r"\bnicht (?:nur|zuletzt|allein|bloß|lediglich|einmal|selten|umsonst|mehr als|länger als|minder|weniger)\b"
    r"|\b(?:ob|wenn) nicht\b|\b(?:noch|wie|so \w+ wie) (?:nie|nicht)\b|\bnicht(?: mehr)? (?:vor|erst)\b"
    r"|\bkein(?:e[mnrs]?)? (?:gering\w+|Zweifel|Wunder)\b|\bohne (?:weiteres|Zweifel)\b"
    r"|\b(?:seit|als)\b[^,.;]*\bnicht mehr\b|\?",
    re.IGNORECASE,
)
"""A denial that translations rarely keep as one."""

_ENGLISH_WORDS = """
    no not never without none nobody nothing neither nor cannot nowhere hardly scarcely barely only unless until except
    rather instead zero out_of short_of otherwise regardless despite beyond against since lowest highest other_than
    apart_from yet_to free_of free_from far_from way_from less_than anything_but for_the_first_time
"""
_ENGLISH_STEMS = """
    fail lack refus avoid prevent exclud miss stop ended ends ban prohibit forbid absen empty closed closure lost lose
    rule_out ruled_out rules_out ruling_out reject denied denies deny vacan exempt abandon withdr cancel halt waive
    forgo remain spare wast left_out declin stall block fall_short fell_short held_back suspend unch intact
    dispens do_away disabled disagree disallow disappear discontinu disregard dissatisf inadequa inability
    inaccessib inactive incapab incomplete incorrect independent ineffectiv ineligib insufficien invalid
    invisib involuntar
"""
_AFFIXED = r"n[’']t\b|\bun(?!i|der|til|ion)\w{4,}|\bnon-?\w+|\b(?:irr|ill|imm|imp)\w*(?:ible|able|al|ate|ar)\b"
_ENDED = r"\w+less(?:ly|ness)?\b|\w+-free\b|\btoo \w+ to\b"
_CHINESE_WORDS = """
    免(?!费) 避免 豁免 净零 别再 取消 少 仅 只有 才能 以外 除外 首次 最[低高少多] 以来 新[低高] 缓慢 尚待
    [不没无未非否勿莫缺拒难失停禁弃零避败断欠]
"""


def _any_of(words: str) -> str:
    return "|".join(words.split()).replace("_", " ")


_DENIAL = {
    Language.EN: re.compile(
        rf"\b(?:{_any_of(_ENGLISH_WORDS)})\b|\b(?:{_any_of(_ENGLISH_STEMS)})\w*|{_AFFIXED}|{_ENDED}", re.IGNORECASE
    ),
    Language.ZH: re.compile(_any_of(_CHINESE_WORDS)),
}
"""What may carry a denial; generous, as a false alarm costs more than a miss here."""


def negation(pair: Pair) -> Iterator[Finding]:
    """The German denies something and no word of the translation does: not, never, without, un-; 不, 没, 无, 未.

    Silent where the German has a denial that translations rarely keep (»nicht nur«, »so viele wie noch nie«), and where
    any word of the translation may carry it. A warning.
    """
    text = pair.prose
    allowed = _DENIAL.get(pair.language)
    if not allowed or allowed.search(pair.body) or _NO_DENIAL.search(text):
        return
    if word := _GERMAN.search(text):
        template, fields = "»{word}« denies, and nothing in the translation does.", {"word": word.group()}
        yield Finding("negation", Severity.WARNING, template, source_span=word.span(), fields=fields)
