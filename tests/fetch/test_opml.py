"""Reading valid and broken OPML files."""

from __future__ import annotations

import pytest

from site_gen.errors import UsageError
from site_gen.fetch.opml import MOST_BYTES, Subscription, read_opml

FEED = "https://harbourledger.example/feed"


def opml(*outlines: str, head: str = '<?xml version="1.0" encoding="UTF-8"?>') -> str:
    body = "\n".join(outlines)
    start = f'{head}\n<opml version="2.0">\n<head><title>L</title></head>\n<body>'
    return f"{start}\n{body}\n</body>\n</opml>"


def subscriptions(text: str | bytes) -> tuple[Subscription, ...]:
    found = read_opml(text.encode() if isinstance(text, str) else text, "feeds.opml")
    assert found.unusable == ()
    return found.subscriptions


def refusal(data: bytes) -> str:
    with pytest.raises(UsageError) as caught:
        read_opml(data, "feeds.opml")
    message = str(caught.value)
    assert "\n" not in message
    assert message.startswith("feeds.opml:")
    assert message.endswith(")"), "there is no hint"
    return message


@pytest.mark.parametrize(
    ("attributes", "name", "domain"),
    [
        ('text="Harbour Ledger" title="HL" type="rss"', "Harbour Ledger", ""),
        ('title="Harbour &amp;amp; Ledger"', "Harbour &amp; Ledger", ""),
        ('text="" title="Harbour&#10; \u009bLedger "', "Harbour Ledger", ""),
        (f'text="{FEED}"', "", ""),
        ('text="harbourledger.example/feed/"', "", ""),
        ('text="HarbourLedger.example" htmlUrl="https://www.harbourledger.example/"', "",
         "harbourledger.example"),
        ('text="Ledger.example daily" htmlUrl="HTTPS://Ledger.example:443/x"',
         "Ledger.example daily", "ledger.example"),
        ('text="L" htmlUrl="https://zürich.example/"', "L", "xn--zrich-kva.example"),
        ('text="L" htmlUrl="javascript:alert(1)"', "L", ""),
        ('text="L" htmlUrl=""', "L", ""),
        ('', "", ""),
        (f'text="{"x" * 5000}"', "x" * 200, ""),
    ],
)  # fmt: skip
def test_provider_name_and_domain_from_the_list(attributes: str, name: str, domain: str) -> None:
    (found,) = subscriptions(opml(f'<outline {attributes} xmlUrl="{FEED}"/>'))
    assert (found.url, found.name, found.domain) == (FEED, name, domain)


@pytest.mark.parametrize("attribute", ["xmlUrl", "xmlurl", "XMLURL", "XmlUrl"])
@pytest.mark.parametrize("tag", ["outline", "Outline"])
def test_names_of_attributes_and_elements_are_of_any_case(attribute: str, tag: str) -> None:
    text = opml(f'<{tag} Text="L" {attribute}=" {FEED} " HTMLURL="https://a.example/"/>')
    (found,) = subscriptions(text)
    assert (found.url, found.name, found.domain) == (FEED, "L", "a.example")


def test_folders_are_listed_from_the_outermost_without_duplicates() -> None:
    found = subscriptions(
        opml(
            '<outline text="Coast"><outline text="Ports">',
            f'<outline text="L" xmlUrl="{FEED}"><outline text="M" xmlUrl="{FEED}/2"/></outline>',
            '</outline><outline text="Coast"><outline title="">',
            f'<outline text="N" xmlUrl="{FEED}/3"/></outline></outline></outline>',
            f'<outline text="O" xmlUrl="{FEED}/4"/>',
        )
    )
    assert [(feed.name, feed.topics) for feed in found] == [
        ("L", ("Coast", "Ports")),
        ("M", ("Coast", "Ports")),
        ("N", ("Coast",)),
        ("O", ()),
    ]
    assert [feed.line for feed in found] == [6, 6, 8, 9]


def test_list_of_version_1_without_declaration_or_head() -> None:
    text = f'\ufeff<opml version="1.1"><body><outline text="L" xmlUrl="{FEED}"/></body></opml>'
    assert subscriptions(text) == (Subscription(1, FEED, "L"),)


@pytest.mark.parametrize("before", ["\n", "\ufeff\r\n", " \n\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1"])
def test_white_space_before_the_declaration_is_ignored(before: str, encoding: str) -> None:
    head = f'{before}<?xml version="1.0" encoding="{encoding}"?>'
    data = opml(f'<outline text="Zürich" xmlUrl="{FEED}"/>', head=head).encode(encoding, "ignore")
    line = 5 + before.count("\n")
    assert subscriptions(data) == (Subscription(line, FEED, "Zürich"),)


@pytest.mark.parametrize(
    ("url", "read"),
    [
        ("feed://a.example/rss", "http://a.example/rss"),
        ("feed:https://a.example/rss", "https://a.example/rss"),
        ("Feed://https://a.example/rss", "https://a.example/rss"),
    ],
)
def test_scheme_feed_means_http(url: str, read: str) -> None:
    text = opml(f'<outline text="L" xmlUrl="{url}"/>')
    assert [each.url for each in read_opml(text.encode(), "feeds.opml").subscriptions] == [read]


@pytest.mark.parametrize(
    ("outline", "name", "reason"),
    [
        ('<outline text="Empty folder"/>', "Empty folder", "no xmlUrl"),
        ('<outline text="L" xmlUrl=" "/>', "L", "no xmlUrl"),
        ('<outline type="link" text="L" url="https://a.example/"/>', "L", "no xmlUrl"),
        ('<outline xmlUrl="ftp://a.example/"/>', "", "xmlUrl is “ftp://a.example/”, expected an"),
        ('<outline xmlUrl="javascript:alert(1)"/>', "", "expected an http or https URL"),
        ('<outline xmlUrl="ftp://a:secret@b.example/"/>', "", "xmlUrl is “ftp://b.example/”"),
        ('<outline xmlUrl="/feed"/>', "", "xmlUrl is “/feed”"),
        ('<outline xmlUrl="https://a.example/a&#10;b"/>', "", "“https://a.example/a b”"),
        ('<outline xmlUrl="http://:80/"/>', "", "expected an http or https URL"),
        (f'<outline xmlUrl="{FEED}{"x" * 2000}"/>', "", "expected an http or https URL"),
    ],
)
def test_unusable_outline_has_its_line_and_reason(outline: str, name: str, reason: str) -> None:
    text = opml("", "", outline, f'<outline text="L" xmlUrl="{FEED}"/>')
    found = read_opml(text.encode(), "feeds.opml")
    assert len(found.subscriptions) == 1
    ((line, called, why),) = [(each.line, each.name, each.reason) for each in found.unusable]
    assert (line, called) == (7, name)
    assert reason in why
    assert len(why) < 200


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-16", "iso-8859-1", "windows-1252", "koi8-r", "Shift_JIS", "GB18030", "euc-kr"],
)
def test_encoding_is_the_declared_one(encoding: str) -> None:
    name = {"koi8-r": "Гавань", "Shift_JIS": "港の灯台", "GB18030": "渡船", "euc-kr": "항구"}.get(
        encoding, "Zürich"
    )
    head = f"<?xml version='1.0' encoding='{encoding}'?>"
    text = opml(f'<outline text="{name}" xmlUrl="{FEED}"/>', head=head)
    assert subscriptions(text.encode(encoding))[0].name == name


@pytest.mark.parametrize(
    ("encoding", "data", "said"),
    [
        ("utf-8", b"\xff", "feeds.opml:5: not utf-8, the declared encoding: byte 0xff"),
        ("us-ascii", b"\xfc", "feeds.opml:5: not us-ascii, the declared encoding: byte 0xfc"),
        ("shift_jis", b"\x81\xff", "not shift_jis, the declared encoding: byte 0x81"),
        ("martian", b"x", "unknown encoding “martian” is declared"),
        ("hex", b"x", "feeds.opml:"),
        ("utf-32", b"x", "feeds.opml:"),
    ],
)
def test_wrong_encoding_is_an_error(encoding: str, data: bytes, said: str) -> None:
    head = f'<?xml version="1.0" encoding="{encoding}"?>'
    text = opml('<outline text="HERE"/>', head=head).encode()
    assert said in refusal(text.replace(b"HERE", data))


def test_unknown_declared_encoding_is_an_error() -> None:
    said = "unknown encoding “undefined” is declared"
    assert said in refusal(b'<?xml encoding="undefined"?><opml/>')


@pytest.mark.parametrize(
    ("label", "codec", "name"),
    [
        ("windows-31j", "cp932", "灯台①"),
        ("x-sjis", "cp932", "灯台"),
        ("windows-874", "cp874", "ประภาคาร"),
        ("windows-949", "cp949", "등대"),
        ("iso-8859-8-i", "iso8859-8", "מגדלור"),
        ("latin1", "cp1252", "Leuchtturm “Süd”"),
        ("utf-16", "utf-8", "灯台"),
    ],
)
def test_encoding_labels_mean_the_same_as_in_feeds(label: str, codec: str, name: str) -> None:
    head = f"<?xml version='1.0' encoding='{label}'?>"
    text = opml(f'<outline text="{name}" xmlUrl="{FEED}"/>', head=head)
    assert subscriptions(text.encode(codec))[0].name == name


QUERY = "https://weir.example/feed?x=1&y=2"
MENDED = {
    "a bare ampersand in an address": f'<outline text="A" xmlUrl="{QUERY}"/>',
    "one in a name": f'<outline text="Fish & chips" xmlUrl="{FEED}"/>',
    "a reference of HTML": f'<outline text="Caf&eacute;&nbsp;A" xmlUrl="{FEED}"/>',
    "a control character": f'<outline text="A\x07" xmlUrl="{FEED}"/>',
    "a reference to one": f'<outline text="A&#7;" xmlUrl="{FEED}"/>',
    "a bracket in a name": f'<outline text="A < B" xmlUrl="{FEED}"/>',
    "quotes in a name": f'<outline text="The "A"" xmlUrl="{FEED}"/>',
    "an apostrophe in a name": f"<outline text='It's A' xmlUrl='{FEED}'/>",
    "no quotes": f"<outline text=A xmlUrl={FEED} />",
    "attributes without a gap": f'<outline text="A"xmlUrl="{FEED}"/>',
    "an attribute without a value": f'<outline checked text="A" xmlUrl="{FEED}"/>',
    "an attribute twice": f'<outline text="A" text="A" xmlUrl="{FEED}"/>',
    "an element that is never closed": f'<outline text="A" xmlUrl="{FEED}">',
    "an end without a beginning": f'<outline text="A" xmlUrl="{FEED}"/></outline>',
    "capitals that differ": f'<Outline text="A" xmlUrl="{FEED}"></outline>',
    "an undeclared prefix": f'<outline x:y="z" text="A" xmlUrl="{FEED}"/>',
    "text of its own": f'Feeds & more <outline text="A" xmlUrl="{FEED}"/>',
    "dashes in a comment": f'<!-- a -- b --><outline text="A" xmlUrl="{FEED}"/>',
}
NAMES = {
    "one in a name": "Fish & chips",
    "a reference of HTML": "Café A",
    "a bracket in a name": "A < B",
    "quotes in a name": 'The "A"',
    "an apostrophe in a name": "It's A",
}


@pytest.mark.parametrize("mistake", MENDED)
def test_common_mistakes_are_repaired(mistake: str) -> None:
    last = '<outline text="Last > all" xmlUrl="https://last.example/feed"/>'
    found = read_opml(opml(MENDED[mistake], last).encode(), "feeds.opml")
    first, second = found.subscriptions
    assert (first.url, first.line) == (QUERY if QUERY in MENDED[mistake] else FEED, 5)
    assert first.name == NAMES.get(mistake, "A")
    assert (second.url, second.name) == ("https://last.example/feed", "Last > all")
    assert second.line == 6
    assert found.unusable == ()
    if mistake != "an undeclared prefix":  # expat knows nothing of namespaces
        (fault,) = found.faults
        assert fault.startswith("it is not well-formed XML (line ")


@pytest.mark.parametrize("length", range(1, 60, 3))
def test_complete_outlines_of_a_truncated_list_are_read(length: int) -> None:
    text = opml(
        f'<outline text="Coast"><outline text="A" xmlUrl="{FEED}"/>',
        '<outline text="B > A" xmlUrl="https://b.example/feed/of/the/harbour"/>',
    )
    cut = text[: text.index('<outline text="B') + length]
    found = read_opml(cut.encode(), "feeds.opml")
    assert [(each.url, each.name, each.topics) for each in found.subscriptions] == [
        (FEED, "A", ("Coast",))
    ]
    assert found.faults == (
        "the file is cut off: its end is missing, and an incomplete outline was left out",
    )


@pytest.mark.parametrize(("before", "after"), [("feeds:\n", ""), ("", "\n<!-- x -->y")])
def test_text_around_the_document_is_ignored(before: str, after: str) -> None:
    text = before + opml(f'<outline text="A" xmlUrl="{FEED}"/>', head="") + after
    found = read_opml(text.encode(), "feeds.opml")
    assert [each.url for each in found.subscriptions] == [FEED]
    assert found.faults == ("it is not well-formed XML: there is something before or after it",)


def test_folders_of_a_repaired_list_are_the_same() -> None:
    outlines = (
        '<outline text="Coast"><outline text="Ports &amp; piers">',
        f'<outline text="A" xmlUrl="{FEED}"/></outline></outline>',
        f'<outline text="B" xmlUrl="{FEED}/b"/><outline text="Empty"/>',
    )
    whole = read_opml(opml(*outlines).encode(), "feeds.opml")
    mended = read_opml(opml(*outlines).replace("&amp;", "&").encode(), "feeds.opml")
    assert (mended.subscriptions, mended.unusable) == (whole.subscriptions, whole.unusable)
    assert whole.faults == ()


def test_list_without_a_declared_encoding_is_utf_8_or_refused() -> None:
    text = opml(f'<outline text="Zürich" xmlUrl="{FEED}"/>', head="")
    assert subscriptions(text)[0].name == "Zürich"
    assert "feeds.opml:5: not UTF-8: byte 0xfc" in refusal(text.encode("latin-1"))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "feeds.opml:1:1: not well-formed XML: no element found"),
        (b"{}", "not well-formed XML"),
        (b"<opml><body>", "not well-formed XML: no element found"),
        (b"<opml><body>\n<outline text='a & b'/></body></opml>", "feeds.opml:2:"),
        (b"<opml><outline text='&nbsp;'/></opml>", "undefined entity"),
        (
            b"<rss version='2.0'><channel/></rss>",
            "not OPML: the first element is <rss>, expected <opml>",
        ),
        (b"<!DOCTYPE html><html></html>", "not OPML: the first element is <html>"),
        (b"\x00\x01\x02", "not well-formed XML"),
        (b"<opml/>" + b" " * MOST_BYTES, "larger than 5 MB"),
        (b"<opml>" + b"<outline>" * 101, "outlines are nested more than 100 deep"),
    ],
)
def test_other_documents_are_refused_in_one_line(data: bytes, said: str) -> None:
    assert said in refusal(data)


ENTITIES = [
    '<!ENTITY a "ha">',
    '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">',
    '<!ENTITY a SYSTEM "file:///etc/hostname">',
    '<!ENTITY a PUBLIC "x" "http://127.0.0.1:9/a">',
    '<!ENTITY % a SYSTEM "http://127.0.0.1:9/a.dtd">%a;',
    "<!ENTITY % a \"<!ENTITY b 'ha'>\">%a;",
]


@pytest.mark.parametrize("entities", ENTITIES)
def test_entity_declarations_are_refused(entities: str) -> None:
    head = f"<?xml version='1.0'?><!DOCTYPE opml [\n{entities}]>"
    text = opml('<outline text="&a;&b;&c;"/>', head=head)
    assert "declares an XML entity" in refusal(text.encode())


def test_external_document_type_is_not_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("builtins.open", lambda *_, **__: opened.append("file"))
    monkeypatch.setattr("socket.socket.connect", lambda *_: opened.append("socket"))
    head = '<!DOCTYPE opml SYSTEM "http://127.0.0.1:9/opml.dtd">'
    text = opml(f'<outline text="L&x;" xmlUrl="{FEED}"/>', head=head)
    assert subscriptions(text)[0].name == "L"
    assert opened == []
