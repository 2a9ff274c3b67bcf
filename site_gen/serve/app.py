"""Requests → answers: files of the site under its base path, and what a preview adds."""

from __future__ import annotations

from collections.abc import AsyncIterator
from importlib import resources
from urllib.parse import quote, unquote

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, Response, StreamingResponse
from starlette.routing import Route

from site_gen.serve.clients import Client
from site_gen.serve.live_reload import CLIENT, with_client
from site_gen.serve.preview import Preview

_OWN = {"client.js": "application/javascript", "overlay.css": "text/css"}
_FRESH = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
"""Whatever is shown may be another thing in a moment."""
_SAFE = "/!$&'()*+,;=:@"
"""What need not be escaped in a path, and is not in base_url."""
_HTML = "text/html; charset=utf-8"


def make_app(preview: Preview) -> Starlette:
    """The preview as an ASGI application."""

    async def answer(request: Request) -> Response:
        base, path = unquote(preview.base), str(request.scope["path"])
        if base and path in ("/", base):
            return _redirect(f"{base}/", request)
        if not path.startswith(f"{base}/"):
            return _page(preview, "/404.html", 404)
        path = path[len(base) :]
        if path == f"{CLIENT}events":
            return _events(preview, request)
        if path.startswith(CLIENT):
            return _own(path.removeprefix(CLIENT))
        return _answer(preview, path, request)

    return Starlette(routes=[Route("/{path:path}", answer)])


def _answer(preview: Preview, path: str, request: Request) -> Response:
    found, data = preview.shown.find(path)
    if found.redirect:
        return _redirect(unquote(preview.base) + found.redirect, request)
    if found.file is None:
        return _page(preview, path, 404)
    if found.type == _HTML:
        return _page(preview, path, 200)
    if data is not None:
        return Response(data, media_type=found.type, headers=_FRESH)
    return FileResponse(found.file, media_type=found.type, headers=_FRESH)


def _page(preview: Preview, path: str, status: int) -> Response:
    found, data = preview.shown.page(path)
    if found.file is None:
        return Response(data, 404, media_type="text/plain", headers=_FRESH)
    return Response(with_client(data, preview.base), status, media_type=_HTML, headers=_FRESH)


def _redirect(path: str, request: Request) -> Response:
    query = f"?{request.url.query}" if request.url.query else ""
    return Response(
        status_code=301, headers={**_FRESH, "Location": f"{quote(path, safe=_SAFE)}{query}"}
    )


def _own(name: str) -> Response:
    if name not in _OWN:
        return Response(b"Not found", 404, media_type="text/plain", headers=_FRESH)
    data = resources.files(__package__).joinpath("client", name).read_bytes()
    return Response(data, media_type=f"{_OWN[name]}; charset=utf-8", headers=_FRESH)


def _events(preview: Preview, request: Request) -> Response:
    """The stream of events of one open page, for as long as it is open."""
    asked = request.query_params
    path = unquote(asked.get("page", "")).removeprefix(unquote(preview.base))
    path = path if path.startswith("/") else "/"
    reader = Client(path, asked.get("digest", ""))

    async def stream() -> AsyncIterator[str]:
        with preview.readers.reading(reader):
            preview.welcome(reader)
            async for event in reader.events():
                yield event

    headers = {**_FRESH, "Cache-Control": "no-store"}
    return StreamingResponse(stream(), media_type="text/event-stream", headers=headers)
