"""Small sites in German, Arabic and Japanese, with catalogues of what scripts say."""

from __future__ import annotations

from typing import NamedTuple

from tests.sites.site import Files, config, provider, record

_HEADER = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: {plural};\\n"
"""
_BETWEEN = "between the names of a list"


class SiteLanguage(NamedTuple):
    """A site in one language."""

    plural: str
    messages: dict[str, str | list[str]]
    """Translations; a list has the forms for numbers. A context comes before ``|``."""
    timezone: str
    title: str
    """A word of all headlines."""
    excerpt: str


def catalogue(plural: str, messages: dict[str, str | list[str]]) -> str:
    """A catalogue of messages as in a .po file."""
    entries = [_HEADER.format(plural=plural)]
    for key, text in messages.items():
        context, _, message = key.rpartition("|")
        singular, *plurals = message.split("/")
        lines = [f'msgctxt "{context}"'] if context else []
        lines.append(f'msgid "{singular}"')
        if isinstance(text, str):
            lines.append(f'msgstr "{text}"')
        else:
            lines.append(f'msgid_plural "{plurals[0]}"')
            lines += [f'msgstr[{index}] "{form}"' for index, form in enumerate(text)]
        entries.append("\n".join(lines))
    return "\n\n".join(entries) + "\n"


_MATCH = "%(number)s of %(total)s match/%(number)s of %(total)s match"
_NONE = "None of %(total)s match"
_FOUND = "%(number)s article for “%(words)s”/%(number)s articles for “%(words)s”"
_NOTHING = "Nothing found for “%(words)s”. Try fewer or other words."
_MEANT = "Did you mean %(words)s?"
_CHOICE = "%(choice)s (%(number)s)"

GERMAN = SiteLanguage(
    "nplurals=2; plural=(n != 1)",
    {
        _MATCH: ["%(number)s von %(total)s passt", "%(number)s von %(total)s passen"],
        _NONE: "Keines von %(total)s passt",
        _FOUND: ["%(number)s Artikel zu „%(words)s“", "%(number)s Artikel zu „%(words)s“"],
        _NOTHING: "Nichts zu „%(words)s“ gefunden. Versuchen Sie weniger oder andere Wörter.",
        _MEANT: "Meinten Sie %(words)s?",
        "type of article|Video": "Film",
    },
    "Europe/Berlin",
    "Hafenfähre",
    "Sie fährt wieder jede Stunde.",
)
ARABIC = SiteLanguage(
    "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
    "n%100>=11 && n%100<=99 ? 4 : 5",
    {
        _MATCH: [
            "لا شيء من %(total)s",
            "واحد من %(total)s",
            "اثنان من %(total)s",
            *["%(number)s من %(total)s"] * 3,
        ],
        _NONE: "لا شيء من %(total)s",
        _FOUND: [
            "لا مقالات عن «%(words)s»",
            "مقال واحد عن «%(words)s»",
            "مقالان عن «%(words)s»",
            "%(number)s مقالات عن «%(words)s»",
            "%(number)s مقالًا عن «%(words)s»",
            "%(number)s مقال عن «%(words)s»",
        ],
        _NOTHING: "لا نتائج عن «%(words)s». جرّب كلمات أخرى.",
        _MEANT: "هل تقصد %(words)s؟",
        f"{_BETWEEN}|, ": "، ",
        "type of article|Video": "فيديو",
    },
    "Africa/Cairo",
    "العبّارة",
    "عادت إلى العمل كل ساعة.",
)
JAPANESE = SiteLanguage(
    "nplurals=1; plural=0",
    {
        _MATCH: ["%(total)s件中%(number)s件"],
        _NONE: "%(total)s件中該当なし",
        _FOUND: ["「%(words)s」の記事%(number)s件"],
        _NOTHING: "「%(words)s」は見つかりません。ほかの言葉を試してください。",
        _MEANT: "%(words)sのことですか？",
        f"{_BETWEEN}|, ": "、",
        _CHOICE: "%(choice)s（%(number)s）",
        "type of article|Video": "動画",
    },
    "Asia/Tokyo",
    "新しい図書館が開いた",
    "市民は無料で利用できるようになった。",
)
SITES = {"de": GERMAN, "ar": ARABIC, "ja": JAPANESE}
EVENING = "2026-02-28T20:30:00Z"
"""When the newest record of each site was published."""


def files(tag: str) -> Files:
    """A site in one of the languages, with 13 articles of 13 outlets."""
    site = SITES[tag]
    records = {
        f"content/news/r{number:02}.md": record(
            f"{site.title} {number}",
            f"2026-02-{15 + number:02}T08:00:00Z" if number < 13 else EVENING,
            webUrl=f"https://outlet{number}.example/a",
            provider=provider(
                f"{'Tide' if number < 4 else 'Quay'} {number}", f"outlet{number}.example"
            ),
            locale=tag,
            excerpt=site.excerpt,
            type="video" if number % 2 else "article",
            topics=["Z", "Ä"] if number > 5 else ["Öl"],
            story="none",  # or the headlines, which differ by a number, are one story
        )
        for number in range(1, 14)
    }
    settings = config(title=site.title, locale=tag, timezone=site.timezone)
    own = catalogue(site.plural, site.messages)
    return {"site.yaml": settings, f"translations/{tag}.po": own, **records}
