"""In which order files are put."""

from __future__ import annotations

import pytest

from site_gen.upload_order import UploadGroup, upload_group, upload_steps


@pytest.mark.parametrize("folder", ["", "es/", "zh-hant/", "pt-br/"])
@pytest.mark.parametrize(
    ("path", "group"),
    [
        (".nojekyll", UploadGroup.STATIC),
        ("assets/site-3ee89cddd6.css", UploadGroup.STATIC),
        ("img/icon.svg", UploadGroup.STATIC),
        ("ads.txt", UploadGroup.STATIC),
        ("pagefind/pagefind.js", UploadGroup.STATIC),
        ("pagefind/index/en_deed73b.pf_index", UploadGroup.STATIC),
        ("news/ferry/index.html", UploadGroup.NEW_RECORDS),
        ("api/news/ferry/index.json", UploadGroup.NEW_RECORDS),
        ("index.html", UploadGroup.LISTS),
        ("api/news/index.json", UploadGroup.LISTS),
        ("api/topics/news/index.json", UploadGroup.LISTS),
        ("topics/news/index.html", UploadGroup.LISTS),
        ("topics/sitemap/feed.xml", UploadGroup.LISTS),
        ("feeds.opml", UploadGroup.LISTS),
        ("pagefind/2026-01/pagefind-entry.json", UploadGroup.SEARCH_ENTRIES),
        ("pagefind/pagefind-entry.json", UploadGroup.SEARCH_ENTRIES),
        ("sitemap.xml", UploadGroup.SITEMAPS),
        ("sitemap-2026-01.xml", UploadGroup.SITEMAPS),
        ("news-sitemap.xml", UploadGroup.SITEMAPS),
        ("robots.txt", UploadGroup.SITEMAPS),
    ],
)
def test_group_of_a_file(folder: str, path: str, group: UploadGroup) -> None:
    assert upload_group(folder + path, is_new=True) == group
    if group != UploadGroup.NEW_RECORDS:
        assert upload_group(folder + path, is_new=False) == group
    else:
        assert upload_group(folder + path, is_new=False) == UploadGroup.CHANGED_RECORDS


def test_steps_are_in_order_and_none_is_empty() -> None:
    steps = upload_steps(
        ["sitemap.xml", "news/b/index.html", "es/news/a/index.html", "b.png"],
        ["index.html", "news/c/index.html", "a.png"],
    )
    assert list(steps.values()) == [
        ["a.png", "b.png"],
        ["es/news/a/index.html", "news/b/index.html"],
        ["news/c/index.html"],
        ["index.html"],
        ["sitemap.xml"],
    ]
