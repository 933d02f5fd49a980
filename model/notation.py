"""How a value is written in English and in Chinese."""

from decimal import Decimal

from model.datetimes import ENGLISH_MONTHS
from model.languages import Language
from model.value import ADDRESSES, Value, ValueKind

_EN_SCALES = ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))
_ZH_SCALES = ((Decimal(10) ** 12, "万亿"), (Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万"))
_EN_SIGNS = {"EUR": "€", "USD": "US$", "GBP": "£"}
_EN_CURRENCIES = {"CHF": "Swiss francs", "CNY": "yuan", "JPY": "yen"}
_ZH_CURRENCIES = {"EUR": "欧元", "USD": "美元", "GBP": "英镑", "CHF": "瑞士法郎", "CNY": "元人民币", "JPY": "日元"}
_SHARES = {
    Decimal(10): ("a tenth", "十分之一"),
    Decimal(20): ("a fifth", "五分之一"),
    Decimal(25): ("a quarter", "四分之一"),
    Decimal("33.33"): ("a third", "三分之一"),
    Decimal(50): ("half", "一半"),
    Decimal("66.67"): ("two thirds", "三分之二"),
    Decimal(75): ("three quarters", "四分之三"),
    Decimal(80): ("four fifths", "五分之四"),
}
_NO_YEAR = 10_000
_NOON = 12


def to_text(value: Value, language: Language) -> str:
    """Return `value` as English or Chinese news write it: 2,5 Mio. Euro -> €2.5 million, 250万欧元.

    English after the practice of the press releases in British spelling: 24 March 2021, 7:30 p.m.; Chinese after
    GB/T 15835-2011 (Arabic numerals with 万 and 亿) with a 24-hour clock: 2021年3月24日, 19时30分. Addresses and German
    stay as they are.
    """
    if value.kind in ADDRESSES or language is Language.DE:
        return value.text
    if isinstance(value.amount, Decimal):
        return _figure(value, value.amount, language)
    if value.kind is ValueKind.TIME:
        return _time(value.amount, language)
    return _date(value.amount, language)


def _figure(value: Value, amount: Decimal, language: Language) -> str:
    if value.kind is ValueKind.ORDINAL:
        return f"第{_plain(amount)}" if language is Language.ZH else f"{_plain(amount)}{_suffix(int(amount))}"
    if value.kind is ValueKind.PERCENT and value.spelled and amount in _SHARES:
        return _SHARES[amount][language is Language.ZH]
    if language is Language.ZH:
        unit = {ValueKind.PERCENT: "%", ValueKind.MONEY: _ZH_CURRENCIES.get(value.unit, "")}.get(value.kind, "")
        return _chinese(amount) + unit
    number = _english(amount, grouped=value.grouped or value.kind is ValueKind.MONEY)
    if value.kind is ValueKind.PERCENT:
        return f"{number} per cent"
    if value.kind is ValueKind.MONEY:
        sign = _EN_SIGNS.get(value.unit)
        return f"{sign}{number}" if sign else f"{number} {_EN_CURRENCIES[value.unit]}"
    return number


def _english(amount: Decimal, *, grouped: bool) -> str:
    for scale, name in _EN_SCALES:
        if amount >= scale and (scaled := amount / scale) == round(scaled, 3):
            return f"{_plain(scaled)} {name}"
    # A year takes no comma; a number that the German groups, or that no year can be, does.
    return f"{amount.normalize():,f}" if grouped or amount >= _NO_YEAR else _plain(amount)


def _chinese(amount: Decimal) -> str:
    for scale, name in _ZH_SCALES:
        # 14.8万 but 12345: one decimal at the scale of 万, as much as is needed for longer numbers.
        digits = 2 if name == "万" else 4
        if amount >= scale and (scaled := amount / scale) == round(scaled, digits):
            return f"{_plain(scaled)}{name}"
    return _plain(amount)


def _plain(amount: Decimal) -> str:
    return f"{amount.normalize():f}"


def _suffix(amount: int) -> str:
    if amount % 100 in {11, 12, 13}:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(amount % 10, "th")


def _date(amount: str, language: Language) -> str:
    year, month, day = _date_parts(amount)
    if language is Language.ZH:
        return (f"{year}年" if year else "") + f"{month}月" + (f"{day}日" if day else "")
    return " ".join(str(part) for part in (day, ENGLISH_MONTHS[month - 1], year) if part)


def _date_parts(amount: str) -> tuple[int | None, int, int | None]:
    year, _, rest = amount.partition("-")
    month, _, day = rest.lstrip("-").partition("-")
    return (int(year) if year else None), int(month), (int(day) if day else None)


def _time(amount: str, language: Language) -> str:
    hour, minute = map(int, amount.split(":"))
    if language is Language.ZH:
        return f"{hour}时" + (f"{minute}分" if minute else "")
    clock = f"{hour % _NOON or _NOON}" + (f":{minute:02}" if minute else "")
    return f"{clock} {'p.m.' if _NOON <= hour < 2 * _NOON else 'a.m.'}"
