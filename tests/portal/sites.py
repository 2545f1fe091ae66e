"""Sites of other people that show the chatbot: served from another port, some with a strict policy, some with hostile styles."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOSTILE = (
    "*{display:inline !important;font:900 44px cursive !important;color:#0f0 !important;background:#f0f !important;"
    "position:static !important;transform:rotate(4deg) !important;width:2000px !important;height:9px !important;"
    "visibility:hidden !important;pointer-events:none !important}"
    "nullus-chat{display:none !important;opacity:0 !important} button{display:none !important} :root{--a:#f0f;--bg:red}"
)


@dataclass(frozen=True, slots=True)
class Site:
    """A site's origin. Its pages: /plain, /strict, /hostile, /frame, each with what `element` says."""

    origin: str
    service: str
    app: str
    element: str = ""


@contextmanager
def site(service: str, app: str, attributes: str = "") -> Iterator[Site]:
    """A site while it is served."""
    element = f'<nullus-chat app="{app}" {attributes}></nullus-chat>'
    script = f'<script src="{service}/embed/nullus-chat.js" defer></script>'
    frame = f'<iframe src="{service}/embed/{app}" title="Chat" width="420" height="640"></iframe>'
    pages = {
        "/plain": ("", script + element),
        "/strict": (
            (
                f"default-src 'none'; script-src {service}; connect-src {service}; style-src 'self'; img-src 'self'; "
                "trusted-types 'none'; require-trusted-types-for 'script'"
            ),
            script + element,
        ),
        "/hostile": ("", f"<style>{HOSTILE}</style>{script}{element}"),
        "/frame": ("", frame),
    }

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            policy, body = pages.get(self.path.partition("?")[0], ("", ""))
            language = "ko" if self.headers.get("Accept-Language", "").startswith("ko") else "en"
            text = (
                f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>A blog</title>'
                '<meta name="viewport" content="width=device-width"><link rel="icon" href="/icon"></head>'
                f"<body><main><h1>A blog</h1><p>Words of a blog.</p></main>{body}</body></html>"
            ).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            if policy:
                self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Site(f"http://127.0.0.1:{server.server_port}", service, app, element)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
