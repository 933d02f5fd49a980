"""How good the checks are.

Measured with `python benchmarks/false_alarms.py training/press/*.tsv` and tests/checks/test_planted.py.
"""

MEASURED_ON = "23 November 2026"
LINES = 7387
"""Lines of training/press/ at that time, in professional English and Chinese; the lexicons have not seen them."""

FALSE_ALARMS = {
    "empty": (0.00, 0.00),
    "copied": (0.00, 0.00),
    "script": (0.00, 0.00),
    "repetition": (0.04, 0.08),
    "length": (0.14, 0.08),
    "omission": (0.96, 1.35),
    "addition": (0.66, 0.43),
    "negation": (0.08, 0.27),
    "residue": (0.57, 0.14),
    "traditional": (0.00, 0.03),
    "numbers": (0.14, 0.30),
    "numerals": (0.00, 0.00),
    "dates": (0.01, 0.00),
    "addresses": (0.00, 0.00),
    "names": (0.31, 0.61),
    "terms": (0.03, 0.11),
    "links": (0.00, 0.00),
    "brackets": (0.00, 0.00),
    "punctuation": (0.00, 0.00),
    "spacing": (0.00, 0.00),
    "note": (0.00, 0.00),
}
"""Per cent of these good pairs that a check flags above a note, in English and in Chinese."""

FLAGGED = (2.67, 3.21)
"""Per cent of these good pairs that any check flags above a note."""

PLANTED, FOUND = 300, 288
"""Pairs of tests/checks/data/planted.tsv with one error each, and those that a check flags above a note."""

GOOD, DOUBTED = 300, 9
"""Good pairs of tests/checks/data/good.tsv, and those that a check flags above a note."""
