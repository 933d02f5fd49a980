"""Chinese names in pinyin: the family name stands first, so that no given name gives them away."""

import re
from collections.abc import Iterator

_FAMILY = """
    Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo Lin Luo Gao Zheng Liang Xie Song Tang Han Feng
    Deng Cao Peng Zeng Xiao Tian Dong Pan Yuan Cai Jiang Yu Cheng Wei Su Lü Lu Ding Ren Shen Yao Jia Zhong Qiu Liao
    Xiong Lei Qian Qin Bai Meng Xue Hou Shao Gong Cui Kong Duan Xia Ouyang Situ Hao Xi Zou Shi Dai Tan Hong Fan Fang
    Jin Jiao
""".split()  # noqa: SIM905 -- a list of names reads best as text
"""Among the hundred most frequent of the census of 2020, without those that are German words: Du, He, An, Ye, Man."""
_INITIAL = r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
_FINAL = (
    r"(?:iang|iong|uang|ueng|ang|eng|ing|ong|ian|iao|uai|uan|üan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ui|un|uo|ue|üe|ün|"
    r"a|e|i|o|u|ü)"
)
_SYLLABLES = rf"(?:{_INITIAL}{_FINAL}['’-]?){{1,3}}"
_NAME = re.compile(rf"(?<![\w-])(?:{'|'.join(_FAMILY)})\s(?P<given>[A-Z]\w{{1,11}}(?:[-'’]\w+)?)(?![\w-])")


def find_chinese_names(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of Chinese people's names such as »Chen Wei«, »Liang Wenjie«, »Ouyang Xiu«."""
    for match in _NAME.finditer(text):
        if re.fullmatch(_SYLLABLES, match["given"].lower()):
            yield match.span()
