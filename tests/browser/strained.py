"""Sites that are hard to lay out."""

from __future__ import annotations

from tests.sites.site import Files, config, days, note, provider, record, related

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamte"
GONE = {"url": "https://img.example/gone.jpg", "width": 1600, "height": 900, "title": "A quay"}
LOGO = {"url": "https://img.example/logo.png", "width": 64, "height": 64}

STRAINED: Files = {
    "site.yaml": config(title=f"The {LONG} Gazette", pagination={"page_size": 4}),
    **days(20, first=1, topics=[LONG, "C++"], images=[GONE]),
    "content/news/wide.md": record(
        f"{LONG} {LONG.upper()}",
        "2026-01-30T09:00:00Z",
        excerpt=f"{LONG}, https://harbourpost.example/{'x' * 150}",
        body=(
            f"{LONG * 3}\n\n| {' | '.join('abcdefghij' * 2)} |\n|{'---|' * 20}\n"
            f"| {' | '.join([LONG] * 20)} |\n\n```\n{'x' * 300}\n```\n\n"
            "[" + "y" * 200 + "](https://harbourpost.example/)\n"
        ),
        topics=[LONG, "x" * 300],
        tags=[LONG, "z" * 120],
        images=[GONE],
        provider=provider(
            f"{LONG} Post",
            f"{'a' * 60}.example",
            images=[LOGO],
            authors=[{"name": LONG}, {"name": LONG}],
        ),
        related=[
            related(
                f"{LONG} {number}",
                f"https://outlet{number}.example/a",
                f"{LONG} {number}",
                excerpt=LONG * 2,
                images=[GONE],
                publishedDateTime=f"2026-01-30T{number:02}:30:00Z",
            )
            for number in range(24)
        ],
    ),
    "content/news/hours.md": record(
        "Hours known and not",
        "2026-01-30T09:00:00Z",
        story="hours",
        related=[
            related("העבורת חוזרת", f"https://outlet{number}.example/h", "צהרון", **at)
            for number, at in enumerate(
                (
                    {"publishedDateTime": "2026-01-30"},
                    {"publishedDateTime": "2026-01-30T08:00:00Z"},
                    {},
                )
            )
        ],
    ),
    "content/topics/long.md": note(LONG * 3, title=LONG),
    "content/pages/about.md": note(f"# {LONG}\n\n{'w' * 200}", title=LONG),
}

ARABIC: Files = {
    "site.yaml": config(title="جريدة الميناء", description="أخبار ميناء صغير", locale="ar"),
    **days(
        16,
        topics=["البحر", "C++"],
        images=[{"url": "/img/icon.svg", "width": 1200, "height": 800}],
        excerpt="عادت العبّارة «ماريغولد» إلى العمل بعد عامين في الحوض الجاف.",
    ),
    "content/news/long.md": record(
        "عادت العبّارة إلى العمل بعد عامين في الحوض الجاف",
        "2026-01-30T09:00:00Z",
        excerpt="قال الربّان إنها جاهزة للبحر.",
        body="نص.\n\n1. واحد\n2. اثنان\n\n> اقتباس",
        topics=["البحر"],
        provider=provider("بريد الميناء", "harbourpost.example"),
        related=[
            related("العبّارة تعود", f"https://outlet{number}.example/a", f"صحيفة {number}")
            for number in range(8)
        ],
    ),
    "content/pages/about.md": note("من نحن.", title="من نحن"),
}
