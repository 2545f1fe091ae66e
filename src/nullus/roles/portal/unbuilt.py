"""What stands at the portal's addresses where its files were never built: why, and how to build them."""

from fastapi import Request, Response

from nullus.platform.web import language_of

TEXTS = {
    "en": (
        "The portal was not built",
        "Nullus is running, but its web portal is not part of this installation. Commands and the API work.",
        "In a clone, this builds it (the package registry of npm must be reachable):",
        "Then load this page again. Installed packages of Nullus have the portal inside.",
    ),
    "ko": (
        "포털이 빌드되지 않았습니다",
        "Nullus는 실행 중이지만 이 설치본에는 웹 포털이 들어 있지 않습니다. 명령과 API는 쓸 수 있습니다.",
        "저장소를 복제해 쓰는 경우 다음 명령으로 빌드합니다(npm 패키지 저장소에 연결할 수 있어야 합니다):",
        "그런 다음 이 페이지를 다시 불러오세요. 배포된 Nullus 패키지에는 포털이 들어 있습니다.",
    ),
}


def unbuilt_page(request: Request) -> Response:
    """A page without script or style, 503: it may be there the next time."""
    language = language_of(request)
    title, what, how, then = TEXTS[language]
    html = (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="color-scheme" content="light dark"><title>{title} · Nullus</title></head>'
        f"<body><h1>{title}</h1><p>{what}</p><p>{how}</p><pre>bin/portal build</pre><p>{then}</p></body></html>"
    )
    headers = {
        "Content-Language": language,
        "Content-Security-Policy": "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
        "Vary": "Accept-Language",
    }
    return Response(html, status_code=503, media_type="text/html; charset=utf-8", headers=headers)
