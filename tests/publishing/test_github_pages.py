"""Rules of GitHub Pages: which sites get a CNAME, and which addresses get a warning."""

from __future__ import annotations

import pytest

from site_gen.publish.github_pages.addresses import base_url_warning, host_for

GITHUB = "https://github.com/ada/quay.git"


@pytest.mark.parametrize(
    ("base_url", "address", "host"),
    [
        ("https://quay.example/", GITHUB, "quay.example"),
        ("https://news.quay.example", GITHUB, "news.quay.example"),
        ("https://Quay.Example/", GITHUB, "quay.example"),
        ("https://fähre.example/", GITHUB, "xn--fhre-loa.example"),
        ("https://quay.example/", "git@github.com:ada/quay.git", "quay.example"),
        ("https://quay.example/", "github.com:ada/quay", "quay.example"),
        ("https://quay.example/", "ssh://git@ssh.github.com:443/ada/quay", "quay.example"),
        ("https://quay.example/", "https://token@github.com/ada/quay", "quay.example"),
        # The site of a project.
        ("https://quay.example/news/", GITHUB, ""),
        ("https://ada.github.io/quay/", GITHUB, ""),
        # No custom domain.
        ("https://ada.github.io/", GITHUB, ""),
        ("https://github.io/", GITHUB, ""),
        ("https://example.org/", GITHUB, ""),
        ("https://www.example.com/", GITHUB, ""),
        ("http://localhost/", GITHUB, ""),
        ("http://quay.localhost/", GITHUB, ""),
        ("http://192.0.2.10/", GITHUB, ""),
        ("http://[2001:db8::1]/", GITHUB, ""),
        ("http://quay.example:8000/", GITHUB, ""),
        # Other hosts.
        ("https://quay.example/", "https://gitlab.example/ada/quay.git", ""),
        ("https://quay.example/", "https://notgithub.com/ada/quay.git", ""),
        ("https://quay.example/", "/srv/github.com/quay.git", ""),
        ("https://quay.example/", "../quay.git", ""),
    ],
)
def test_cname_for_a_custom_domain_on_github(base_url: str, address: str, host: str) -> None:
    assert host_for(base_url, ["elsewhere.git", address]) == host


@pytest.mark.parametrize(
    ("base_url", "address", "served_at"),
    [
        ("https://ada.github.io/quay/", GITHUB, ""),
        ("https://Ada.github.io/quay", "git@github.com:Ada/Quay.git", ""),
        ("https://ada.github.io/", "git@github.com:ada/ada.github.io.git", ""),
        ("https://quay.example/", GITHUB, ""),
        ("https://example.org/", "https://gitlab.example/ada/quay.git", ""),
        ("https://example.org/", GITHUB, "https://ada.github.io/quay/"),
        ("https://ada.github.io/", GITHUB, "https://ada.github.io/quay/"),
        ("https://ada.github.io/pier/", GITHUB, "https://ada.github.io/quay/"),
        ("http://ada.github.io/quay/", GITHUB, "https://ada.github.io/quay/"),
        ("https://ada.github.io/x/", "github.com:ada/ada.github.io", "https://ada.github.io/"),
    ],
)
def test_warning_about_a_wrong_address(base_url: str, address: str, served_at: str) -> None:
    warning = base_url_warning(base_url, [address])
    assert warning == (
        f"warning: base_url is {base_url}, but without a domain of its own the site is served at "
        f"{served_at} (set base_url, and build again)"
        if served_at
        else ""
    )
