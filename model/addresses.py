"""E-mail addresses, URLs, phone numbers and file references: kept character for character in every language."""

import re
from collections.abc import Iterator

from model.value import Value, ValueKind

# Latin letters only: Chinese text touches an address without a space.
_L = r"A-Za-z0-9\u00c0-\u024f"
_HOST = rf"[{_L}](?:[{_L}-]*[{_L}])?"
_EMAIL = re.compile(rf"[{_L}._%+-]+(?:@|\s?[(\[]at[)\]]\s?){_HOST}(?:(?:\.|\s?[(\[]dot[)\]]\s?){_HOST})+")
_URL = re.compile(
    rf"(?:https?://|www\.)[{_L}\-._~:/?#\[\]@!$&'()*+,;=%]+"
    rf"|(?<![{_L}@.-])(?:{_HOST}\.)+(?:de|com|org|net|eu|info|berlin|hamburg|koeln|nrw|bayern|cn|at|ch|example)"
    rf"(?:/[{_L}\-._~:/?#@!$&'()*+,;=%]*)?(?![{_L}@-])"
)
_SEPARATOR = r"[ \u00a0\u2009\u202f/()\-–‐‑]"
_PHONE = re.compile(
    rf"(?<![{_L}\d.,:/+-])(?:\+\s?\(?\d|\(\s?0|0(?=\d|{_SEPARATOR}))(?:(?:{_SEPARATOR}|\.(?=\d{{2}})){{0,3}}\d)+(?![\d.:]\d)"
    r"|(?:(?<=Tel)|(?<=Telefon)|(?<=Fax)|(?<=Telefax)|(?<=Mobil)|(?<=Rufnummer)|(?<=电话)|(?<=传真))"
    rf"[.:： ]{{1,3}}(?P<local>\d(?:{_SEPARATOR}{{0,3}}\d){{4,}})"
)
_REFERENCE = re.compile(
    r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b"
    r"|\b(?:Az\.|Aktenzeichen|Geschäftszeichen|Gz\.|HR[AB]|ISIN|WKN|ISBN|ISSN|DOI|USt-IdNr\.|FKZ|Förderkennzeichen)"
    r":? ?(?P<code>(?=[A-Za-z./-]*\d)[A-Z0-9](?:[\w./:-]|\s(?=[A-Z\d]))*[\w])"
)
_DATE = re.compile(r"\d\.\d{1,2}\.\d{2}")
_FEWEST_DIGITS = 7
"""A phone number with its area code has at least this many digits; a shorter row of digits is a figure."""


# Most sentences hold none of these: look before the costly patterns do.
_AT, _DOT, _DIGITS = re.compile(r"@|[(\[]at[)\]]"), re.compile(r"://|\.[a-z]{2}"), re.compile(r"\d")


def find_addresses(text: str) -> Iterator[Value]:
    """Yield the addresses in `text`; they may overlap, the first found owns its characters."""
    if _AT.search(text):
        yield from _web(ValueKind.EMAIL, _EMAIL, text)
    if _DOT.search(text):
        yield from _web(ValueKind.URL, _URL, text)
    if _DIGITS.search(text):
        yield from _references(text)
        yield from _phones(text)


def _web(kind: ValueKind, pattern: re.Pattern[str], text: str) -> Iterator[Value]:
    for match in pattern.finditer(text):
        found = _trimmed(match.group())
        yield Value(kind, found, match.start(), match.start() + len(found), found)


def _references(text: str) -> Iterator[Value]:
    for match in _REFERENCE.finditer(text):
        group = "code" if match["code"] else 0
        yield Value(ValueKind.REFERENCE, match[group], match.start(group), match.end(group), match[group])


def _phones(text: str) -> Iterator[Value]:
    for match in _PHONE.finditer(text):
        group = "local" if match["local"] else 0
        number = match[group]
        digits = "".join(char for char in number if char.isdigit())
        if match["local"] or (len(digits) >= _FEWEST_DIGITS and not _DATE.search(number)):
            amount = "+" * number.startswith("+") + digits
            yield Value(ValueKind.PHONE, amount, match.start(group), match.end(group), number)


def _trimmed(address: str) -> str:
    """Drop what belongs to the sentence: final punctuation, a bracket that was opened before."""
    while address and (address[-1] in ".,;:!?'*" or (address[-1] == ")" and address.count("(") < address.count(")"))):
        address = address[:-1]
    return address
