"""Labels of contact blocks, captions and forms: »Ansprechpartnerin:«, »Telefon«, »Foto:«."""

import re
from typing import NamedTuple

from model.languages import Language


class Label(NamedTuple):
    """A label found at the start of a text: its words in the target language, and where the text goes on.

    Attributes:
        closed: a colon follows, so that the rest is what is labelled.
    """

    text: str
    end: int
    closed: bool


_CONTACT = r"Ansprech(?:partner(?:in|innen)?|person(?:en)?)"
_TABLE = (
    # German (regular expression), English, Chinese
    (r"Telefonnummer|Telefon|Tel|Fon|Phone|Rufnummer", "Tel.", "电话"),
    (r"Telefax|Fax", "Fax", "传真"),
    (r"Mobiltelefon|Mobil|Handy", "Mobile", "手机"),
    (r"Durchwahl|Direktwahl", "Direct line", "直线电话"),
    (r"Hotline|Servicetelefon|Bürgertelefon", "Hotline", "热线电话"),
    (r"E-Mail-Adresse|E-Mail|Email|eMail|Mail", "E-mail", "电子邮件"),
    (r"Internetadresse|Internetseite|Internet|Website|Webseite|Web|Homepage|Online|URL", "Website", "网站"),
    (
        r"Presse-?kontakt|Kontakt für (?:die )?(?:Presse|Medien)|Medienkontakt|Presseansprechpartner(?:in)?",
        "Press contact",
        "媒体联系人",
    ),
    (
        rf"{_CONTACT} für (?:die |den )?(?:Medien|Presse|Redaktionen)",
        "Media contact",
        "媒体联系人",
    ),
    (
        rf"(?:Ihre? )?{_CONTACT}|Kontaktperson",
        "Contact person",
        "联系人",
    ),
    (r"(?:Ihr )?Kontakt", "Contact", "联系方式"),
    (r"Pressestelle|Pressebüro|Presseamt", "Press office", "新闻处"),
    (r"Pressesprecher(?:in)?", "Press spokesperson", "新闻发言人"),
    (r"Pressereferent(?:in)?", "Press officer", "新闻专员"),
    (r"Presse- und Öffentlichkeitsarbeit", "Press and public relations", "新闻与公共关系"),
    (r"Geschäftsführer(?:in)?", "Managing director", "总经理"),
    (r"Generalsekretär(?:in)?", "Secretary-General", "秘书长"),
    (r"(?:Presse|Medien)?[Aa]nfragen|Rückfragen|Für Rückfragen|Rückfragen der Medien", "Enquiries", "咨询"),
    (r"Weitere Informationen|Mehr Informationen|Informationen|Weitere Infos|Infos?", "Further information", "更多信息"),
    (r"Anmeldung|Anmeldungen", "Registration", "报名"),
    (r"Redaktionsschluss", "Copy deadline", "截稿时间"),
    (r"Redaktion", "Editorial office", "编辑部"),
    (r"Herausgeber(?:in)?|Hrsg", "Publisher", "发布单位"),
    (
        r"V\. ?i\. ?S\. ?d\. ?P|Verantwortlich(?: im Sinne des Presserechts)?",
        "Responsible for the content",
        "内容责任人",
    ),
    (r"Postanschrift|Postadresse", "Postal address", "邮寄地址"),
    (r"Anschrift|Adresse|Hausanschrift", "Address", "地址"),
    (r"Bild(?:nachweis|quelle|rechte|er)?|Fotos?|Foto(?:nachweis|graf|grafin)", "Photo", "图片"),
    (r"Bildunterschrift|Bildtext", "Caption", "图片说明"),
    (r"Grafik|Abbildung", "Graphic", "图表"),
    (r"Quellen?", "Source", "来源"),
    (r"Veranstaltungsort|Ort|Wo", "Place", "地点"),
    (r"Uhrzeit|Beginn|Zeit", "Time", "时间"),
    (r"Datum|Termin|Wann", "Date", "日期"),
    (r"Stand", "As of", "截至"),
    (r"Aktenzeichen|Az\.?|Geschäftszeichen", "File reference", "案卷号"),
    (r"Spendenkonto", "Donations account", "捐款账户"),
    (r"Impressum", "Legal notice", "法律信息"),
    (r"Anlagen?|Anhang", "Attachment", "附件"),
    (r"Sperrfrist", "Embargo", "禁发期限"),
)
_SHORT = {"T": "Tel.", "F": "Fax", "M": "Mobile", "E": "E-mail", "W": "Website", "I": "Website"}
_LABELS = re.compile(
    "(?:" + "|".join(f"(?P<l{number}>{german})" for number, (german, _, _) in enumerate(_TABLE)) + r")(?![\w-])\.?",
)
_COMBINED = re.compile(r"\s?(?:/|und|&|,)\s?")
_END = re.compile(r"\s*(?P<colon>:)?\s*")
_CHINESE = {english: chinese for _, english, chinese in _TABLE}


def find_label(text: str, target: Language) -> Label | None:
    """Return the label at the start of `text` in the target language: »Tel./Fax: …« -> »Tel./Fax«, 电话/传真."""
    found, place = [], 0
    while match := _LABELS.match(text, place):
        found.append(_words(match, target))
        place = match.end()
        combined = _COMBINED.match(text, place)
        if not (combined and _LABELS.match(text, combined.end())):
            break
        place = combined.end()
    if not found:
        return None
    end = _END.match(text, place)
    return Label("/".join(found), end.end() if end else place, bool(end and end["colon"]))


def short_label(letter: str, target: Language) -> str | None:
    """Return the label that a single letter stands for before a number or address: »T +49 …«."""
    english = _SHORT.get(letter)
    return _CHINESE[english] if english and target is Language.ZH else english


def _words(match: re.Match[str], target: Language) -> str:
    number = next(int(name[1:]) for name, text in match.groupdict().items() if text)
    return _TABLE[number][2 if target is Language.ZH else 1]
