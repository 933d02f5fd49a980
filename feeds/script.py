"""Chinese in traditional characters, made from the simplified ones that editors have approved.

Characters are exchanged as Taiwan writes them (OpenCC `s2tw`), words are not: the tables that exchange words too
(`s2twp`) make 檔案 of every 文件 and 研究物件 of 研究对象, which nobody has reviewed.
"""

from functools import cache

from opencc import OpenCC

from model.feed import Script

_TABLE = "s2tw"


def in_script(text: str, script: Script) -> str:
    """Return Chinese `text`, plain or HTML, in `script`; what is no Chinese stays as it is."""
    return str(_converter().convert(text)) if script is Script.TRADITIONAL else text


@cache
def _converter() -> OpenCC:
    return OpenCC(_TABLE)
