"""The preview as a web application: files of the site under its base path, and events."""

from __future__ import annotations

from collections.abc import AsyncIterator
from importlib import resources
from urllib.parse import quote, unquote

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, Response, StreamingResponse
from starlette.routing import Route

from site_gen.serve.clients import Client
from site_gen.serve.preview import Preview
from site_gen.serve.preview_files import CLIENT_PATH, with_client
from site_gen.service_worker import REMOVING, is_service_worker

_CLIENT_FILES = {"client.js": "application/javascript", "overlay.css": "text/css"}
_HEADERS = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
_SAFE = "/!$&'()*+,;=:@"
"""Characters of a path that are not escaped, as in base_url."""
_HTML = "text/html; charset=utf-8"


def make_app(preview: Preview) -> Starlette:
    """The preview as an ASGI application."""

    async def respond(request: Request) -> Response:
        base, path = unquote(preview.base), str(request.scope["path"])
        if base and path in ("/", base):
            return _redirect(f"{base}/", request)
        if not path.startswith(f"{base}/"):
            return _page(preview, "/404.html", 404)
        path = path[len(base) :]
        if path == f"{CLIENT_PATH}events":
            return _events(preview, request)
        if path.startswith(CLIENT_PATH):
            return _client_file(path.removeprefix(CLIENT_PATH))
        if is_service_worker(path):  # the preview shows nothing that a browser has kept
            kind = "application/javascript; charset=utf-8"
            return Response(REMOVING, media_type=kind, headers=_HEADERS)
        return _respond(preview, path, request)

    return Starlette(routes=[Route("/{path:path}", respond)])


def _respond(preview: Preview, path: str, request: Request) -> Response:
    result, data = preview.files.find(path)
    if result.redirect:
        return _redirect(unquote(preview.base) + result.redirect, request)
    if result.file is None:
        return _page(preview, path, 404)
    if result.type == _HTML:
        return _page(preview, path, 200)
    if data is not None:
        return Response(data, media_type=result.type, headers=_HEADERS)
    return FileResponse(result.file, media_type=result.type, headers=_HEADERS)


def _page(preview: Preview, path: str, status: int) -> Response:
    result, data = preview.files.page(path)
    if result.file is None:
        return Response(data, 404, media_type="text/plain", headers=_HEADERS)
    return Response(with_client(data, preview.base), status, media_type=_HTML, headers=_HEADERS)


def _redirect(path: str, request: Request) -> Response:
    query = f"?{request.url.query}" if request.url.query else ""
    return Response(
        status_code=301, headers={**_HEADERS, "Location": f"{quote(path, safe=_SAFE)}{query}"}
    )


def _client_file(name: str) -> Response:
    if name not in _CLIENT_FILES:
        return Response(b"Not found", 404, media_type="text/plain", headers=_HEADERS)
    data = resources.files(__package__).joinpath("client", name).read_bytes()
    return Response(data, media_type=f"{_CLIENT_FILES[name]}; charset=utf-8", headers=_HEADERS)


def _events(preview: Preview, request: Request) -> Response:
    """The stream of events for one open page."""
    query = request.query_params
    path = unquote(query.get("page", "")).removeprefix(unquote(preview.base))
    path = path if path.startswith("/") else "/"
    client = Client(path, query.get("digest", ""))

    async def stream() -> AsyncIterator[str]:
        with preview.clients.connected(client):
            preview.send_state(client)
            async for event in client.events():
                yield event

    headers = {**_HEADERS, "Cache-Control": "no-store"}
    return StreamingResponse(stream(), media_type="text/event-stream", headers=headers)
