import pytest

from sources.charset import decode, decode_bytes
from sources.pages import Page

GERMAN = "Die Städte grüßen: „Schön, größer, über 5 €“ – sagt Köln."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
@pytest.mark.parametrize("declared", ["", "utf-8", "iso-8859-1", "no-such-charset", "hex"])
def test_german_comes_out_right_whatever_the_header_says(encoding: str, declared: str) -> None:
    assert decode_bytes(GERMAN.encode(encoding), declared) == GERMAN


def test_a_short_latin1_page_without_declaration_comes_out_right() -> None:
    assert decode_bytes("Städte".encode("latin-1")) == "Städte"


def test_latin1_means_windows_1252() -> None:
    assert decode(Page("https://b.de", "„5 €“ – ä".encode("cp1252"), charset="iso-8859-1")) == "„5 €“ – ä"


@pytest.mark.parametrize(
    "declaration",
    [
        '<?xml version="1.0" encoding="ISO-8859-2"?>',
        '<meta charset="iso-8859-2">',
        "<meta content='text/html; charset=iso-8859-2'>",
    ],
)
def test_a_declaration_in_the_page_is_followed(declaration: str) -> None:
    assert decode_bytes((declaration + "Łódź, Kraków, Gdańsk").encode("iso-8859-2")).endswith("Łódź, Kraków, Gdańsk")


def test_utf16_without_a_mark_is_read_as_declared() -> None:
    assert decode_bytes(GERMAN.encode("utf-16-le"), "utf-16-le") == GERMAN


def test_the_header_wins_over_the_page() -> None:
    body = '<meta charset="utf-8">Łódź'.encode("iso-8859-2")

    assert decode_bytes(body, "ISO-8859-2").endswith("Łódź")


def test_stray_old_characters_in_a_utf8_page_are_read_as_windows_1252() -> None:
    body = "Die Städte über Köln – ".encode() + "für".encode("cp1252")

    assert decode_bytes(body) == "Die Städte über Köln – für"


def test_text_that_was_encoded_twice_is_mended_and_other_text_is_not_touched() -> None:
    assert decode_bytes("â€žOhne uns fÃ¤hrtâ€œ, „Ü“, Â§ 5".encode()) == "„Ohne uns fährt“, „Ü“, § 5"


@pytest.mark.parametrize(
    "body", [b"", b"\xff\xfe", b"\xef\xbb\xbf", bytes(range(256)), b"\x81\x8d\x90" * 99, b"\0\0\0"]
)
def test_nothing_makes_it_raise(body: bytes) -> None:
    for declared in ("", "utf-8", "ascii", "utf-16", "a\0b", "zlib", "idna"):
        assert isinstance(decode_bytes(body, declared), str)
