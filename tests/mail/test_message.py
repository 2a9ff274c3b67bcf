"""The message of a digest: headers, HTML and plain text."""

from __future__ import annotations

import sys
from email import message_from_bytes
from email.header import decode_header, make_header
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from site_gen.mail.html import MOST_BYTES
from site_gen.mail.text import COLUMNS, width
from tests.mail.conftest import FERRY, RECORDS, SENDER, Newsroom, part
from tests.sites.site import news, provider, record


def test_headers(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_GEN_UNSUBSCRIBE_URL", "https://lists.example/u?l=quay")
    newsroom.write()
    message = newsroom.message("--date 2026-02-02")
    assert message["From"] == SENDER
    assert message["Subject"] == f"{FERRY} – The Small Gazette"
    assert message["Date"].datetime.isoformat() == "2026-02-11T00:00:00+00:00"
    assert message["List-Id"] == "<digest.gazette.example>"
    assert message["List-Unsubscribe"] == "<https://lists.example/u?l=quay>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Content-Language"] == "en"


def test_the_same_digest_gives_the_same_message(newsroom: Newsroom) -> None:
    newsroom.write()
    first = newsroom.message("--date 2026-02-02").as_bytes()
    assert newsroom.message("--date 2026-02-02").as_bytes() == first
    later = newsroom.message("--date 2026-02-02 --now 2026-03-01")
    assert later["Message-ID"].encode() in first
    assert newsroom.message("--week --date 2026-02-02")["Message-ID"].encode() not in first


@pytest.mark.parametrize(("older", "path"), [(True, "digest/"), (False, "")])
def test_digest_without_a_page_leads_to_a_page_that_exists(
    newsroom: Newsroom, older: bool, path: str
) -> None:
    records = [record("Herring is back", "2026-02-10T09:00:00Z")]
    records += [record("Kelp permits are asked for", "2026-02-02T08:00:00Z")] if older else []
    newsroom.write(news(*records))
    lines = part(newsroom.message(), "plain").splitlines()
    assert f"https://gazette.example/{path}" in lines


def test_unsubscribing_by_mail_has_no_one_click_header(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_GEN_UNSUBSCRIBE_URL", "mailto:leave@lists.example")
    newsroom.write()
    message = newsroom.message()
    assert message["List-Unsubscribe"] == "<mailto:leave@lists.example>"
    assert message["List-Unsubscribe-Post"] is None


def test_no_header_can_be_added_by_a_headline_or_a_name(newsroom: Newsroom) -> None:
    title = "Ferry\r\nBcc: everyone@else.example"
    newsroom.write(news(record(title, "2026-02-02T09:00:00Z")), title="Gazette\nX-Own: 1")
    message = newsroom.message("--date 2026-02-02")
    assert message["Bcc"] is None
    assert message["X-Own"] is None
    assert "Bcc: everyone@else.example" in message["Subject"]


def test_long_address_for_unsubscribing_is_not_encoded(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"https://lists.example/u/{'x' * 120}"
    monkeypatch.setenv("SITE_GEN_UNSUBSCRIBE_URL", url)
    newsroom.write(base_url=f"https://gazette.example/{'long/' * 20}")
    newsroom.message()
    raw = Path("mail.eml").read_bytes()
    assert f"List-Unsubscribe:\r\n <{url}>\r\n".encode() in raw
    assert f"List-Id:\r\n <digest.{'long.' * 20}gazette.example>\r\n".encode() in raw


@pytest.mark.parametrize(
    "text",
    [
        "عبارة تيرن تفقد محركها قبالة كويلون والركاب في أمان جميعا بعد ساعات",
        "Паром «Терн» потерял ход у Квиллона и все пассажиры уже на берегу",
        "テルン号 クイロン沖で機関が停止 乗客は全員無事に港へ戻る 原因を調査中",
        "É " * 40 + "é",
    ],
)
def test_headers_in_other_letters_keep_their_spaces(newsroom: Newsroom, text: str) -> None:
    records = news(record(text, "2026-02-10T09:00:00Z"))
    newsroom.write(records, title="Q", digest={"sender": f"{text} <a@b.example>"})
    newsroom.message()
    raw = Path("mail.eml").read_bytes()
    message = message_from_bytes(raw)
    for name, value in {"Subject": f"{text} – Q", "From": f"{text} <a@b.example>"}.items():
        assert str(make_header(decode_header(message[name]))) == value
    assert max(map(len, raw.splitlines())) <= 78


@pytest.mark.parametrize("sender", ["nobody", "a@b..example", "a@.example"])
def test_wrong_sender(newsroom: Newsroom, sender: str) -> None:
    newsroom.write(digest={"sender": sender})
    status, output = newsroom.run()
    assert (status, "digest.sender" in output) == (2, True)


LONG = "Very long words about Tern and Quillon and everything else that there is " * 6
MANY = news(
    *(
        record(
            f"{number} {LONG}",
            f"2026-02-02T{number:02}:00:00Z",
            excerpt=LONG * 4,
            story="none",
            provider=provider(f"The Long Name of Outlet Number {number}", f"o{number}.example"),
        )
        for number in range(10)
    )
)


def test_html_of_ten_long_stories_is_small_and_stands_alone(newsroom: Newsroom) -> None:
    newsroom.write(MANY)
    html = part(newsroom.message("--date 2026-02-02"), "html")
    assert len(html.encode()) < MOST_BYTES
    tree = LexborHTMLParser(html)
    assert len(tree.css("h2")) == 10
    assert tree.css("link, script, img, iframe, form") == []
    assert [style.text().count("@media") for style in tree.css("style")] == [2]
    assert all("style" in node.attributes for node in tree.css("td.cell, h2, a"))
    assert "@import" not in html
    assert "url(" not in html


def test_too_long_html_goes_without_excerpts(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.write(MANY)
    whole = part(newsroom.message("--date 2026-02-02"), "html")
    monkeypatch.setattr("site_gen.mail.html.MOST_BYTES", len(whole.encode()) - 100)
    shorter = LexborHTMLParser(part(newsroom.message("--date 2026-02-02"), "html"))
    assert (len(shorter.css("h2")), shorter.css(".excerpt")) == (10, [])


def test_html_has_stories_outlets_and_links(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_GEN_UNSUBSCRIBE_URL", "https://lists.example/u?l=quay&x=1")
    newsroom.write(digest={"sender": SENDER, "postal": "The Quay, 1 Mole Road, Quillon"})
    tree = LexborHTMLParser(part(newsroom.message("--date 2026-02-02"), "html"))
    assert [node.text() for node in tree.css("h2")] == [FERRY, "Kelp permits are asked for"]
    assert "Also covered by Quay Times." in tree.css(".outlets")[0].text()
    links = [node.attributes["href"] for node in tree.css("a")]
    assert all(str(link).startswith("https://") for link in links)
    assert "https://gazette.example/news/r2/" in links
    assert "https://gazette.example/digest/2026-02-02/" in links
    assert "https://lists.example/u?l=quay&x=1" in links
    assert "1 Mole Road" in tree.css("td")[-1].text()
    schemes = [node.attributes.get("content") for node in tree.css("meta[name*=color-scheme]")]
    assert schemes == ["light dark", "light dark"]


def test_plain_text_has_lines_of_72_columns_and_whole_links(newsroom: Newsroom) -> None:
    newsroom.write(MANY, digest={"sender": SENDER, "postal": "The Quay, Quillon"})
    text = part(newsroom.message("--date 2026-02-02"), "plain")
    lines = [line for line in text.splitlines() if "https://" not in line]
    assert max(map(width, lines)) <= COLUMNS
    assert text.count("https://gazette.example/news/") == 10
    assert "\n10. " in text
    assert "The Quay, Quillon" in text


def test_plain_text_breaks_no_emoji(newsroom: Newsroom) -> None:
    family = "👩\u200d👩\u200d👧\u200d👦"
    newsroom.write(news(record(f"{family}👍🏽" * 30, "2026-02-10T09:00:00Z")))
    lines = part(newsroom.message(), "plain").splitlines()
    assert not [line for line in lines if line.endswith("\u200d") or line.strip().startswith("🏽")]


@pytest.mark.parametrize(
    ("locale", "direction", "title"),
    [
        ("ar", "rtl", "العبّارة تعود إلى المرفأ بعد أسبوعين من التوقف وعطل في المحرك الرئيسي"),
        ("ja", "ltr", "港のフェリーが二週間ぶりに運航を再開し、朝から多くの人が乗り込んだ。" * 3),
    ],
)
def test_languages(newsroom: Newsroom, locale: str, direction: str, title: str) -> None:
    own = record(title, "2026-02-02T09:00:00Z", excerpt=title)
    foreign = record("Ferry returns", "2026-02-02T10:00:00Z", locale="en")
    newsroom.write(news(own, foreign), locale=locale)
    message = newsroom.message("--date 2026-02-02")
    tree = LexborHTMLParser(part(message, "html"))
    root = tree.css_first("html")
    assert root is not None
    assert (root.attributes["lang"], root.attributes["dir"]) == (locale, direction)
    tongues = {node.text(): node.attributes.get("lang") for node in tree.css("h2")}
    assert tongues["Ferry returns"] == "en"
    lines = part(message, "plain").splitlines()
    assert max(width(line) for line in lines if "https://" not in line) <= COLUMNS
    assert title[:20] in part(message, "plain")
    assert message["Content-Language"] == locale


def test_one_of_several_languages(newsroom: Newsroom) -> None:
    german = news(
        record("Fähre fährt", "2026-02-02T09:00:00Z", locale="de"), folder="content/news/de"
    )
    newsroom.write({**RECORDS, **german}, languages=["en", "de"])
    message = newsroom.message("--language de --date 2026-02-02")
    assert message["Subject"].startswith("Fähre fährt")
    assert message["List-Id"] == "<digest.de.gazette.example>"
    status, output = newsroom.run("--language fr")
    assert (status, "en, de" in output) == (2, True)


def test_written_next_to_the_configuration_by_default(newsroom: Newsroom) -> None:
    newsroom.write()
    assert newsroom.run("--week --date 2026-02-03") == (0, "written: _digest/2026-w06.eml\n")
    assert Path("_digest/2026-w06.eml").is_file()


@pytest.mark.parametrize("arguments", ["--date 2026-02-03", "--date 2026-02-11", "--week"])
def test_no_digest(newsroom: Newsroom, arguments: str) -> None:
    newsroom.write(news(record("Ferry", "2026-02-10T09:00:00Z")))
    status, output = newsroom.run(arguments)
    assert (status, "no digest" in output) == (2, True)
    assert newsroom.run("--date 0999-02-03")[1].startswith(
        "error: there is no digest of 0999-02-03"
    )


def test_digests_that_are_off(newsroom: Newsroom) -> None:
    newsroom.write(digest={"pages": False})
    status, output = newsroom.run()
    assert (status, "digest.pages" in output) == (2, True)


def test_library_is_missing(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    newsroom.write()
    monkeypatch.setitem(sys.modules, "css_inline", None)
    status, output = newsroom.run()
    assert (status, "site-gen[mail]" in output) == (2, True)


def test_file_that_cannot_be_written(newsroom: Newsroom) -> None:
    newsroom.write()
    status, output = newsroom.run("--output content")
    assert (status, output.startswith("error: content: cannot be written")) == (1, True)
