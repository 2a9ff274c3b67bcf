"""Article keys: tables of equal and different URLs, and laws for all others."""

from __future__ import annotations

import re
from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from site_gen import canonical
from site_gen.canonical import article_key, article_keys

ARTICLE = "https://a.example/news/new-ferry"
SAME = {
    "scheme": "http://a.example/news/new-ferry",
    "case of the scheme": "HTTPS://a.example/news/new-ferry",
    "no scheme": "//a.example/news/new-ferry",
    "www": "https://www.a.example/news/new-ferry",
    "www twice": "https://www.www.a.example/news/new-ferry",
    "case of the host": "https://WWW.A.Example/news/new-ferry",
    "port of https": "https://a.example:443/news/new-ferry",
    "port of http": "http://a.example:80/news/new-ferry",
    "port of neither": "https://a.example:80/news/new-ferry",
    "empty port": "https://a.example:/news/new-ferry",
    "root's dot": "https://a.example./news/new-ferry",
    "password": "https://me:secret@a.example/news/new-ferry",
    "last slash": "https://a.example/news/new-ferry/",
    "last slashes": "https://a.example/news/new-ferry//",
    "dots": "https://a.example/./x/../news/%2e/new-ferry",
    "fragment": "https://a.example/news/new-ferry#crew",
    "empty route": "https://a.example/news/new-ferry#!",
    "empty query": "https://a.example/news/new-ferry?",
    "empty parameters": "https://a.example/news/new-ferry?&&",
    "tracking": "https://a.example/news/new-ferry?utm_source=b&fbclid=c&_gl=d#e",
    "escaped tracking": "https://a.example/news/new-ferry?UTM%5Fsource=b",
    "needless escapes": "https://a.example/%6eews/new%2Dferry",
    "host of AMP": "https://amp.a.example/news/new-ferry",
    "www of AMP's host": "https://www.amp.a.example/news/new-ferry",
    "AMP last": "https://a.example/news/new-ferry/amp",
    "AMP last, slash": "https://a.example/news/new-ferry/amp/",
    "AMP first": "https://a.example/amp/news/new-ferry",
    "AMP first and last": "https://a.example/amp/news/new-ferry/amp",
    "AMP ending": "https://a.example/news/new-ferry.amp",
    "AMP parameter": "https://a.example/news/new-ferry?amp",
    "AMP parameter, empty": "https://a.example/news/new-ferry?amp=",
    "AMP parameter, 1": "https://a.example/news/new-ferry?amp=1",
    "AMP output": "https://a.example/news/new-ferry?outputType=amp",
    "AMP viewer's own": "https://a.example/news/new-ferry?usqp=b&amp_js_v=0.1",
    "cache": "https://a-example.cdn.ampproject.org/c/s/a.example/news/new-ferry",
    "cache without a site": "https://cdn.ampproject.org/c/s/a.example/news/new-ferry",
    "cache for a viewer": "https://a-example.cdn.ampproject.org/v/s/a.example/news/new-ferry?amp_js_v=1",
    "cache of http": "https://a-example.cdn.ampproject.org/c/a.example/news/new-ferry",
    "cache of AMP": "https://x.cdn.ampproject.org/c/s/amp.a.example:443/news/new-ferry/amp/",
    "another cache": "https://a-example.ampproject.net/c/s/www.a.example/news/new-ferry",
    "Bing's cache": "https://a-example.bing-amp.com/c/s/www.a.example/news/new-ferry?amp=1",
    "Google's viewer": "https://www.google.com/amp/s/www.a.example/news/new-ferry",
    "Google's viewer of http": "https://www.google.com/amp/www.a.example/news/new-ferry.amp",
    "Google's viewer elsewhere": "https://www.google.co.uk/amp/s/a.example/news/new-ferry",
    "viewer of a cache": "https://www.google.com/amp/s/x.cdn.ampproject.org/c/s/a.example/news/new-ferry",
}


@pytest.mark.parametrize("url", SAME.values(), ids=list(SAME))
def test_urls_of_one_article_have_one_key(url: str) -> None:
    assert article_key(url) == article_key(ARTICLE) == "a.example/news/new-ferry"


PAIRS = {
    "IDN": ("https://bücher.example/b", "https://XN--Bcher-KVA.example/b"),
    "wide letters": ("https://ａ.example/b", "https://a.example/b"),
    "letters": ("https://a.example/fähre", "https://a.example/f%c3%a4hre"),
    "case of escapes": ("https://a.example/f%c3%a4", "https://a.example/f%C3%A4"),
    "tilde": ("https://a.example/~b", "https://a.example/%7Eb"),
    "comma": ("https://a.example/b,1", "https://a.example/b%2c1"),
    "sign that must be escaped": (
        "https://a.example/b|c?d[]=1",
        "https://a.example/b%7Cc?d%5B%5D=1",
    ),
    "apostrophe": ("https://a.example/b?q=it's", "https://a.example/b?q=it%27s"),
    "lone percent": ("https://a.example/100%", "https://a.example/100%25"),
    "IPv4": ("https://127.0.0.1/b", "https://127.1/b"),
    "IPv6": ("https://[2001:db8::1]/b", "http://[2001:DB8:0:0::1]:80/b"),
    "order": ("https://a.example/?id=1&p=2", "https://a.example/?p=2&id=1"),
    "AMP of a page of HTML": ("https://a.example/b.html", "https://a.example/b.amp.html"),
    "AMP below a page of HTML": ("https://a.example/b.html", "https://a.example/b.html/amp"),
    "AMP of a number": ("https://a.example/story/5", "https://a.example/story/5/amp"),
    "AMP of a dated word": (
        "https://a.example/2024/05/ferry",
        "https://a.example/2024/05/ferry/amp/",
    ),
    "AMP first, one word": ("https://a.example/ferry", "https://a.example/amp/ferry"),
    "AMP and what selects": ("https://a.example/?p=1", "https://a.example/?amp=1&p=1"),
    "cache and what selects": (
        "https://a.example/?p=1",
        "https://x.cdn.ampproject.org/c/s/a.example/?p=1&usqp=b",
    ),
    "cache and route": ("https://a.example/#!/b", "https://x.bing-amp.com/c/s/a.example#!/b/"),
}


@pytest.mark.parametrize(("one", "other"), PAIRS.values(), ids=list(PAIRS))
def test_spellings_of_one_url_have_one_key(one: str, other: str) -> None:
    assert article_key(one) == article_key(other)


DIFFERENT = {
    "case of the path": ("https://a.example/b", "https://a.example/B"),
    "path": ("https://a.example/b", "https://a.example/b/c"),
    "slashes inside": ("https://a.example/b/c", "https://a.example/b//c"),
    "escaped slash": ("https://a.example/b/c", "https://a.example/b%2Fc"),
    "port": ("https://a.example/b", "https://a.example:8080/b"),
    "host": ("https://a.example/b", "https://b.example/b"),
    "mobile host": ("https://a.example/b", "https://m.a.example/b"),
    "host within a password": ("https://a.example/b", "https://a.example@b.example/b"),
    "parameter": ("https://a.example/b", "https://a.example/b?id=1"),
    "value": ("https://a.example/?id=1", "https://a.example/?id=2"),
    "escaped separator": ("https://a.example/?id=1&p=2", "https://a.example/?id=1%26p=2"),
    "hash-bang": ("https://a.example/#!1-ferry", "https://a.example/#!2-engine"),
    "hash route": ("https://a.example/#/ferry", "https://a.example/#/engine"),
    "guitar amps in the news": ("https://a.example/news/amp", "https://a.example/news"),
    "guitar amps": ("https://a.example/tech/guitar/amp", "https://a.example/tech/guitar"),
    "page on amps": ("https://a.example/amp", "https://a.example/"),
    "hyphened amp": ("https://a.example/guitar-amp", "https://a.example/guitar"),
    "hyphened amp of HTML": ("https://a.example/guitar-amp.html", "https://a.example/guitar.html"),
    "amp by number": ("https://a.example/buy?amp=12", "https://a.example/buy?amp=13"),
    "section of amps": ("https://a.example/gear/amp/x-1", "https://a.example/gear/x-1"),
    "hidden file": ("https://a.example/b/.amp", "https://a.example/b"),
    "host that begins so": ("https://amplify.example/b", "https://lify.example/b"),
    "host named amp": ("https://amp.example/b", "https://example/b"),
    "amp.dev": ("https://amp.dev/b", "https://dev/b"),
    "picture on a cache": (
        "https://a.cdn.ampproject.org/i/s/a.example/b.png",
        "https://a.example/b.png",
    ),
    "host that begins like a cache": (
        "https://cdn.ampproject.org.example/c/s/a.example/b",
        "https://a.example/b",
    ),
    "host that ends like a cache": (
        "https://notbing-amp.com/c/s/a.example/b",
        "https://a.example/b",
    ),
    "viewer without a page": (
        "https://www.google.com/amp/s/ferry",
        "https://www.google.com/s/ferry",
    ),
    "viewer's namesake": ("https://google.a.example/amp/s/a.example/b", "https://a.example/b"),
}


@pytest.mark.parametrize(("one", "other"), DIFFERENT.values(), ids=list(DIFFERENT))
def test_different_articles_have_different_keys(one: str, other: str) -> None:
    assert article_key(one) != article_key(other)


INVALID = {
    "empty": ("", ""),
    "no host": ("https://", ""),
    "port": ("https://a.example:99999/b", "a.example:99999/b"),
    "port of letters": ("https://a.example:port/b", "a.example:port/b"),
    "IPv6": ("https://[::1/b", "[::1/b"),
    "surrogate": ("https://a.example/\ud800", "a.example/\ud800"),
    "space": ("https://a b/c", "a b/c"),
    "too long": ("https://A.example/" + "b" * 9000, "A.example/" + "b" * 9000),
}


@pytest.mark.parametrize(("url", "key"), INVALID.values(), ids=list(INVALID))
def test_text_that_is_not_a_url_is_its_own_key(url: str, key: str) -> None:
    assert article_key(url) == key


def test_front_pages_have_no_article_key() -> None:
    fronts = [
        "",
        "https://a.example",
        "https://www.a.example/?utm_source=b",
        "https://amp.b.example/#c",
    ]
    assert article_keys(fronts) == ()
    articles = ["https://a.example/?p=1", "https://a.example/#!2-b", "https://a.example/c", ""]
    assert article_keys(articles) == ("a.example#!2-b", "a.example/c", "a.example?p=1")


PIECES = (
    "a b.example example www. amp. amp /amp /amp/ .amp .html / // . .. %2e % %4 1 %41 %C3%A4 %2F "
    "? & = ; id=1 utm_source=x amp=1 # #! #!/ #/ @ : :80 :443 :8080 [::1] c/s/ /v/ /c/ s/ "
    "cdn.ampproject.org bing-amp.com google.com google.co.uk bücher xn-- x-1 2024 ~ ' | \\ ß"
).split()
hostile = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
    st.text(st.characters(exclude_categories=()), max_size=30),
)


@given(st.sampled_from(["https://", "http://", "HTTP://", "//", ""]), hostile)
@example("https://", "a.example/%%341")
@example("https://", "a.example/..amp")
@example("https://", "./b")
@example("https://", "1.2../b")
@example("https://", "www..amp.a.example/b")
@example("https://", "cdn.ampproject.org/c/s/" * 350)
@example("https://", "a.example" + "/amp" * 2000)
@example("https://", "a.example/" + "é" * 4000)
def test_key_of_a_key_is_the_key(scheme: str, text: str) -> None:
    key = article_key(scheme + text)
    assert article_key(f"https://{key}") == key


words = st.text("abcdefghijklmnoqrstuvwxyz", min_size=1, max_size=8)  # no p: no amp
slugs = st.lists(words, min_size=2, max_size=4).map("-".join)
identifying = st.dictionaries(
    st.sampled_from(["id", "p", "story", "v", "article", "sid", "page"]),
    st.from_regex(r"[a-z0-9]{1,6}", fullmatch=True),
    max_size=3,
).map(lambda pairs: [f"{name}={value}" for name, value in pairs.items()])
paths = st.builds(lambda above, slug: "/".join(["", *above, slug]), st.lists(words), slugs)
hosts = words.map("{}.example".format).filter(lambda host: not host.startswith("www."))


def url_of(host: str, path: str, parameters: list[str]) -> str:
    return f"https://{host}{path}?{'&'.join(parameters)}"


@given(hosts, paths, identifying)
def test_key_of_an_ordinary_url(host: str, path: str, parameters: list[str]) -> None:
    query = f"?{'&'.join(sorted(parameters))}" if parameters else ""
    assert article_key(url_of(host, path, parameters)) == f"{host}{path}{query}"


@given(
    hosts,
    paths,
    identifying,
    st.sampled_from(["https://", "http://", "https://www.", "https://amp.", "HTTP://WWW."]),
    st.sampled_from(["", ":80", ":443"]),
    st.sampled_from(["", "/amp"]),
    st.sampled_from(["", "/", "/amp", "/amp/", ".amp"]),
    st.lists(st.sampled_from(["utm_source=x", "gclid=1", "amp", "amp=1", "outputType=amp", ""])),
    st.sampled_from(["", "#", "#top", "#:~:text=a"]),
    st.sampled_from(["", "https://x.cdn.ampproject.org/c/s/", "https://www.google.com/amp/"]),
    st.randoms(use_true_random=False),
)
def test_parts_that_do_not_identify_the_article_are_removed(
    host: str,
    path: str,
    parameters: list[str],
    scheme: str,
    port: str,
    before: str,
    after: str,
    added: list[str],
    fragment: str,
    cache: str,
    random: Random,
) -> None:
    query = parameters + added
    random.shuffle(query)
    inner = f"{host}{port}{before}{path}{after}?{'&'.join(query)}{fragment}"
    other = f"{cache}{inner}" if cache else f"{scheme}{inner}"
    assert article_key(other) == article_key(url_of(host, path, parameters))


@given(hosts, paths, identifying, identifying)
def test_different_parameters_make_different_keys(
    host: str, path: str, parameters: list[str], others: list[str]
) -> None:
    same = article_key(url_of(host, path, parameters)) == article_key(url_of(host, path, others))
    assert same == (sorted(parameters) == sorted(others))


@given(
    st.from_regex(
        re.compile(
            r"https?://(?:www\.|xn--|[a-z0-9-]{1,5}\.){0,4}[a-z-]{1,4}(?:/[\w~.-]{0,6}){0,4}/?"
        ),
        fullmatch=True,
    )
)
@example("https://www.a.example/b.c/d.html")
@example("https://www.example/a.b")
@example("https://a.example/b~c/_d/-e/")
@example("https://127.0.0.x1/a")
@example("https://www.www.a.example/")
def test_fast_path_for_ordinary_urls_gives_the_same_keys(url: str) -> None:
    assert article_key(url) == canonical._parsed_key(url)
