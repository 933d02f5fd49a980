"""How good the checks are.

Measured with `python benchmarks/false_alarms.py training/press/*.tsv` and tests/checks/test_planted.py.
"""

MEASURED_ON = "23 November 2026"
LINES = 6668
"""Lines of training/press/ at that time, in professional English and Chinese; the lexicons have not seen them."""

FALSE_ALARMS = {
    "empty": (0.00, 0.00),
    "copied": (0.00, 0.00),
    "script": (0.00, 0.00),
    "repetition": (0.03, 0.06),
    "length": (0.13, 0.09),
    "omission": (0.96, 1.24),
    "addition": (0.64, 0.48),
    "negation": (0.06, 0.19),
    "residue": (0.63, 0.15),
    "traditional": (0.00, 0.01),
    "numbers": (0.10, 0.28),
    "dates": (0.01, 0.00),
    "addresses": (0.00, 0.00),
    "names": (0.31, 0.61),
    "terms": (0.03, 0.12),
    "links": (0.00, 0.00),
    "brackets": (0.00, 0.00),
    "punctuation": (0.00, 0.00),
    "spacing": (0.00, 0.00),
    "note": (0.00, 0.00),
}
"""Per cent of these good pairs that a check flags above a note, in English and in Chinese."""

FLAGGED = (2.65, 3.06)
"""Per cent of these good pairs that any check flags above a note."""

PLANTED, FOUND = 300, 288
"""Pairs of tests/checks/data/planted.tsv with one error each, and those that a check flags above a note."""

GOOD, DOUBTED = 300, 9
"""Good pairs of tests/checks/data/good.tsv, and those that a check flags above a note."""
