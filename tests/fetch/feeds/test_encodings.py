"""Encodings of feeds, with labels as in browsers."""

from __future__ import annotations

import codecs

import pytest
from webencodings.labels import LABELS

from site_gen.fetch.feeds.encodings import decode, lookup_encoding

# Encoding of the standard → a headline, Python's codec that encodes it, and labels.
TEXTS = {
    "shift_jis": ("灯台①と港", "cp932", "windows-31j x-sjis shift-jis ms_kanji csShiftJIS ms932"),
    "euc-jp": ("灯台と港", "euc_jp", "x-euc-jp csEUCPkdFmtJapanese"),
    "gbk": ("渡轮复航", "gbk", "x-gbk gb2312 csgb2312 gb_2312-80 iso-ir-58 chinese"),
    "gb18030": ("渡轮𠀀复航", "gb18030", "GB18030"),
    "big5": ("渡輪復航", "big5", "x-x-big5 big5-hkscs cn-big5 csbig5"),
    "euc-kr": ("항구 똠방", "cp949", "windows-949 ks_c_5601-1987 korean iso-ir-149 ksc_5601"),
    "windows-874": ("เรือข้ามฟาก “แล่น”", "cp874", "tis-620 iso-8859-11 dos-874 iso8859-11"),
    "windows-1251": ("Паром снова ходит", "cp1251", "cp1251 x-cp1251"),
    "windows-1252": ("Fähre “fährt” – €5", "cp1252", "iso-8859-1 latin1 us-ascii l1 iso-ir-100"),
    "windows-1254": ("Feribot yeniden “işliyor”", "cp1254", "iso-8859-9 latin5 iso_8859-9:1989"),
    "windows-1255": ("המעבורת שבה", "cp1255", "x-cp1255"),
    "iso-8859-8": ("המעבורת שבה", "iso8859-8", "hebrew visual csISO88598E"),
    "iso-8859-8-i": ("המעבורת שבה", "iso8859-8", "logical csISO88598I"),
    "iso-8859-2": ("Člun znovu pluje", "iso8859-2", "latin2 l2 iso_8859-2:1987"),
    "koi8-r": ("Паром снова ходит", "koi8-r", "koi koi8 koi8_r cskoi8r"),
    "koi8-u": ("Пором знову ходить", "koi8-u", "koi8-ru"),
    "macintosh": ("Fähre fährt", "mac-roman", "mac x-mac-roman csmacintosh"),
    "x-mac-cyrillic": ("Паром снова ходит", "mac-cyrillic", "x-mac-ukrainian"),
    "ibm866": ("Паром снова ходит", "cp866", "cp866 866 csibm866"),
}  # fmt: skip
CASES = [
    (name, label, text, codec)
    for name, (text, codec, labels) in TEXTS.items()
    for label in (name, name.upper(), *labels.split())
]


@pytest.mark.parametrize(("name", "label", "text", "codec"), CASES)
def test_label_of_an_xml_declaration_or_a_header(
    name: str, label: str, text: str, codec: str
) -> None:
    bytes_ = f"<rss>{text}</rss>".encode(codec)
    declared = f'<?xml version="1.0" encoding="{label}"?>'.encode() + bytes_
    assert decode(declared, "").text.endswith(f"<rss>{text}</rss>")
    for header in (f"text/xml; charset={label}", f'text/xml;charset=" {label} "; x=y'):
        decoded = decode(bytes_, header)
        assert (decoded.text, decoded.fault) == (f"<rss>{text}</rss>", "")
    encoding = lookup_encoding(label)
    assert encoding is not None
    assert encoding.name == name


@pytest.mark.parametrize("label", LABELS)
def test_every_label_of_the_standard_is_supported(label: str) -> None:
    encoding = lookup_encoding(label)
    if LABELS[label] == "replacement" and encoding is None:
        return  # neither browsers nor Python decode it
    assert encoding is not None
    assert encoding.name == LABELS[label] or LABELS[label] == "replacement"
    assert "x" in encoding.decode("x<é".encode(encoding.codec, "ignore"))
    codecs.lookup(encoding.codec)


@pytest.mark.parametrize("label", ["", "martian", "hex", "base64", "undefined", "rot13"])
def test_unknown_label(label: str) -> None:
    assert lookup_encoding(label) is None


@pytest.mark.parametrize(
    ("label", "data", "text"),
    [
        ("euc-jp", b"\xad\xa1\xa1\xc1\x8e\xb1\x8f\xb0\xa1!", "①～ｱ丂!"),
        ("euc-jp", b"\xff\xa1\xa1a\xa4", "�\u3000a�"),
        ("iso-2022-jp", b"a\x1b$B-!$\"\x1b(I1\x1b$(D0!\x1b(Jb\x1b(B.", "a①あｱ丂b."),
        ("iso-2022-jp", b"a\x1b$@ 0!\x1b(B\xff", "a 亜�"),
        ("shift_jis", b"\x87\x40\xfb\xfc\xa0\xff", "①髙��"),
        ("gbk", b"\x80\xff", "€�"),
        ("gb2312", b"\xa2\xe3\x95\x32\x82\x36", "€𠀀"),
        ("big5", b"\xa3\xe1\xf9\xd6\xa1\x45\xa1\x4e\x87\x40", "€碁‧﹑䏰"),
        ("euc-kr", b"\xa2\xe6\x8c\x63", "€똠"),
        ("windows-1252", b"\x80\x81\x9d", "€\x81\x9d"),
        ("windows-874", b"\x80\x81\xa1\xdb", "€\x81ก�"),
        ("x-user-defined", b"\xe9", "é"),
    ],
)  # fmt: skip
def test_characters_that_codecs_lack(label: str, data: bytes, text: str) -> None:
    encoding = lookup_encoding(label)
    assert encoding is not None
    assert encoding.decode(data) == text


KANJI = "<rss>灯台と港の渡し船</rss>"
GREEK = "<rss>Το πλοίο</rss>"


@pytest.mark.parametrize(
    ("body", "header", "text"),
    [
        (codecs.BOM_UTF8 + KANJI.encode(), "text/xml; charset=shift_jis", KANJI),
        (codecs.BOM_UTF16_LE + KANJI.encode("utf-16-le"), "text/xml; charset=utf-8", KANJI),
        (codecs.BOM_UTF16_BE + KANJI.encode("utf-16-be"), "text/xml; charset=x-sjis", KANJI),
        (b'<?xml encoding="windows-1253"?>' + KANJI.encode("cp932"), "a/b; charset=x-sjis", KANJI),
        (b'<?xml encoding="windows-1253"?>' + GREEK.encode("cp1253"), "text/xml", GREEK),
        (b'<?xml encoding="windows-1253"?>' + GREEK.encode("cp1253"), "a/b; charset=x", GREEK),
        (b'<?xml encoding="x-sjis"?>' + KANJI.encode(), "a/b; charset=windows-31j", KANJI),
        (b'<?xml encoding="x-sjis"?>' + KANJI.encode("cp932"), "a/b; charset=utf-8", KANJI),
        (b'<?xml encoding="x-sjis"?>' + KANJI.encode("cp932"), "a/b; charset=latin1", KANJI),
        (b'<?xml encoding="windows-1253"?>' + GREEK.encode("cp1253"), "a/b; charset=latin1", GREEK),
        (b'<?xml encoding="latin1"?>' + GREEK.encode("cp1253"), "a/b; charset=cp1253", GREEK),
    ],
)
def test_byte_order_mark_overrides_header_and_header_overrides_declaration(
    body: bytes, header: str, text: str
) -> None:
    assert decode(body, header).text.endswith(text)


@pytest.mark.parametrize(
    ("label", "codec"), [("x-sjis", "cp932"), ("euc-jp", "euc_jp"), ("windows-949", "cp949")]
)
def test_one_invalid_byte_does_not_change_the_encoding(label: str, codec: str) -> None:
    text = "灯台港" * 5 if codec != "cp949" else "항구 " * 9
    decoded = decode(text.encode(codec) + b"\xff<rss>", f"text/xml; charset={label}")
    assert decoded.text == f"{text}<rss>"
    assert decoded.fault == "some bytes are not valid in its encoding, and are left out"


def test_fault_has_the_encodings_names_of_the_standard() -> None:
    decoded = decode("<rss>Fähre</rss>".encode("latin-1"), "text/xml; charset=euc-kr")
    assert decoded.text == "<rss>Fähre</rss>"
    assert decoded.fault == ("its encoding is declared as euc-kr, but read as windows-1252")
