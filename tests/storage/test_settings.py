"""The section `storage` of site.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.configs import MINIMAL, error_line, load


def text(**storage: Any) -> str:
    return MINIMAL + yaml.safe_dump({"storage": storage})


def test_options_are_passed_on(tmp_path: Path) -> None:
    options = {
        "endpoint_url": "https://objects.example",
        "s3_additional_kwargs": {"ACL": "public-read", "SSEKMSKeyId": "quay"},
        "key_filename": "/home/editor/.ssh/id",
    }
    assert load(tmp_path, text(options=options)).storage.options == options


@pytest.mark.parametrize(
    ("options", "setting"),
    [
        ({"key": "AK"}, "storage.options.key"),
        ({"secret": "x"}, "storage.options.secret"),
        ({"token": "x"}, "storage.options.token"),
        ({"password": "x"}, "storage.options.password"),
        ({"account_key": "x"}, "storage.options.account_key"),
        ({"sas_token": "x"}, "storage.options.sas_token"),
        ({"connection_string": "x"}, "storage.options.connection_string"),
        (
            {"client_kwargs": {"aws_secret_access_key": "x"}},
            "storage.options.client_kwargs.aws_secret_access_key",
        ),
    ],
)
def test_credentials_are_refused(options: Any, setting: str, tmp_path: Path) -> None:
    line = error_line(tmp_path, text(options=options))
    assert f": {setting} is a credential, which this file must not have (" in line


def test_login_in_an_address_is_refused_and_not_shown(tmp_path: Path) -> None:
    options = {"endpoint_url": "https://editor:tideline@objects.example/"}
    line = error_line(tmp_path, text(options=options))
    assert "has a login, which this file must not have" in line
    assert "tideline@" not in line


@pytest.mark.parametrize(
    ("storage", "message"),
    [
        ({"maxage": 5}, "unknown key storage.maxage (did you mean max_age?)"),
        (
            {"max_age": -1},
            "storage.max_age is the number -1, expected a whole number of at least 0",
        ),
        (
            {"compress": "zip"},
            "storage.compress is “zip”, expected none, gzip, brotli (did you mean gzip?)",
        ),
    ],
)
def test_other_mistakes_have_the_usual_messages(storage: Any, message: str, tmp_path: Path) -> None:
    assert message in error_line(tmp_path, text(**storage))
