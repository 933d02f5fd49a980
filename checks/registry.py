"""All checks, and the one function that runs them."""

from collections.abc import Sequence

from checks.addition import addition
from checks.addresses import addresses
from checks.brackets import brackets
from checks.copied import copied
from checks.dates import dates
from checks.empty import empty
from checks.length import length
from checks.links import links
from checks.names import names
from checks.negation import negation
from checks.note import note
from checks.numbers import numbers
from checks.numerals import numerals
from checks.omission import omission
from checks.pair import Check, Pair
from checks.punctuation import punctuation
from checks.repetition import repetition
from checks.residue import residue
from checks.script import script
from checks.spacing import spacing
from checks.terms import terms as prescribed_terms
from checks.traditional import traditional
from model.languages import Language
from model.richtext import RichText
from model.terms import Term
from model.translation import Finding

CHECKS: tuple[Check, ...] = (
    empty,
    copied,
    script,
    repetition,
    length,
    omission,
    addition,
    negation,
    residue,
    traditional,
    numbers,
    numerals,
    dates,
    addresses,
    names,
    prescribed_terms,
    links,
    brackets,
    punctuation,
    spacing,
    note,
)
"""Every check there is; its name is the id of its findings and its anchor in the documentation."""


def run(source: RichText, target: RichText, language: Language, terms: Sequence[Term] = ()) -> tuple[Finding, ...]:
    """Return what the checks find in a pair of segments, gravest first; an empty translation has no other fault.

    `source` is the German, `target` its translation into `language`. Give a `model.termbase.Termbase` as `terms` where
    many pairs are checked.
    """
    pair = Pair(source, target, language, terms)
    found = tuple(empty(pair))
    if not found:
        found = tuple(finding for check in CHECKS for finding in check(pair))
    return tuple(sorted(found, key=lambda finding: -finding.severity))
