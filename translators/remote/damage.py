"""What LibreTranslate does to a translation after translating, and how it is undone.

Its `improve_translation_formatting` ends each translation with the last sign of its source, in ASCII, and knows no
full-width sign but the stop: `在建。` becomes `在建.`, `来吗？` becomes `来吗？?`. Then it un-escapes HTML entities, in
plain text too.
"""

import re
from html import unescape

from model.languages import Language

_FULL_WIDTH = {".": "。", "!": "！", "?": "？", ",": "，", ";": "；"}
_ENDS = tuple("。！？，；…")
_CLOSING = "”’」』）》"
_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);")
_HAN = re.compile(r"[\u4e00-\u9fff]")


def undamaged(text: str, source: str, target: Language) -> str:
    """Return `text`, LibreTranslate's translation of `source` into `target`, as its model must have meant it.

    A heading that lost its stop stays without: its source has none.
    """
    text = _with_entities(text, source)
    return _with_chinese_end(text, source) if target is Language.ZH else text


def _with_chinese_end(text: str, source: str) -> str:
    """Give a Chinese sentence its own last sign back in place of that of its source."""
    sign = _FULL_WIDTH.get(text[-1:])
    if sign is None or not source.endswith(text[-1]) or not _HAN.search(text):
        return text
    body = text[:-1].rstrip()
    return body if body.rstrip(_CLOSING).endswith(_ENDS) else body + sign


def _with_entities(text: str, source: str) -> str:
    """Write the signs again that `source` spells as entities, where nothing else in it can have become such a sign."""
    for entity in dict.fromkeys(_ENTITY.findall(source)):
        sign = unescape(entity)
        if entity not in text and sign not in _ENTITY.sub("", source):
            text = text.replace(sign, entity)
    return text
