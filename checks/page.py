"""The page docs/checks.md, made of the checks' docstrings: `python -m checks.page > docs/checks.md`."""

from collections.abc import Iterator

from checks.article import ARTICLE_CHECKS
from checks.measured import DOUBTED, FALSE_ALARMS, FLAGGED, FOUND, GOOD, LINES, MEASURED_ON, PLANTED
from checks.registry import CHECKS

_HEAD = """# What is checked

Each translated sentence is compared with its German by some twenty checks, and each article as a whole by two.
What they report is a finding: it names the words concerned in both texts and says how much it matters.

| severity | means |
|---|---|
| note | a matter of style, or a doubt that good translations raise often; worth a look when one is there anyway |
| warning | probably wrong; the sentence goes to the top of the editors' queue |
| error | wrong: a reader would be misled; a feed with `gate = "checked"` waits for an editor |
| blocking | there is no translation to show; no feed publishes it |

A finding never changes the text. `newsbridge checks` prints this page's texts, `newsbridge checks --language
zh` in Chinese, `--language de` in German; the desk shows them beside each finding.
"""

_FIGURES = """## How far they can be trusted

Two things are measured. **False alarms**: of {lines:,} lines of professional translations in `training/press/`
the English of {english} per cent is flagged above a note, the Chinese of {chinese} per cent ({date}). The
lexicons have not seen these lines; the usual lengths and the thresholds were set on them. By check, in per
cent:

| check | English | Chinese |
|---|---|---|
{table}

Checks that are not in the table flag less than one pair in ten thousand. **Planted errors**: of {planted} pairs
with one plausible error each (`tests/checks/data/planted.tsv`) {found} are flagged above a note, of {good} good
pairs beside them {doubted} are. Wrong figures, dates, names, addresses and links are found nearly always; a
dropped clause nearly always where it is a quarter of the sentence; a dropped »not«, a German word left in
English and a wrong name that nobody can recognise as a name are found about every other time. What no check
sees is wrong wording: a sentence in which every word is there and the sense is not.
"""

_LEARNT = """## What omissions and additions are learnt from

`checks/lexicons/` says of some 9,000 German words which English and Chinese words stand in their translations,
and how often. It is learnt from 19,000 sentences of press releases with professional translations (CC0), and
made anew with `python -m training.equivalents checks/lexicons FILE...`, where each file has German, English and
Chinese in three columns. A stretch of words none of whose equivalents are there, together with a translation
that is too short, is reported as left out; the thresholds are such that about one good pair in a hundred is.
"""


def page() -> str:
    """Return docs/checks.md."""
    sections = [_HEAD, "## Of each sentence\n", *map(_section, CHECKS), "## Of a whole article\n"]
    return "\n".join([*sections, *map(_section, ARTICLE_CHECKS), _figures(), _LEARNT])


def _section(check: object) -> str:
    name, documentation = getattr(check, "__name__", ""), check.__doc__ or ""
    paragraphs = "\n\n".join(_lines(documentation))
    return f"### {name}\n\n{paragraphs}\n"


def _lines(documentation: str) -> Iterator[str]:
    for paragraph in documentation.strip().split("\n\n"):
        yield "\n".join(line.strip() for line in paragraph.splitlines())


def _figures() -> str:
    speaking = {check: shares for check, shares in FALSE_ALARMS.items() if max(shares) > 0}
    table = "\n".join(f"| {check} | {english:.2f} | {chinese:.2f} |" for check, (english, chinese) in speaking.items())
    return _FIGURES.format(
        lines=LINES,
        english=FLAGGED[0],
        chinese=FLAGGED[1],
        date=MEASURED_ON,
        table=table,
        planted=PLANTED,
        found=FOUND,
        good=GOOD,
        doubted=DOUBTED,
    )


if __name__ == "__main__":
    print(page(), end="")
