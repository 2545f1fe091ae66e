"""What can go wrong with published chatbots."""

from nullus.platform.errors import ErrorKind, NullusError, Text


class PublicationNotFound(NullusError):
    """None of this id, app key or slug for the asker; one that is closed is answered alike."""

    kind = ErrorKind.NOT_FOUND
    code = "publication_not_found"
    message = Text(en="There is no chatbot here.", ko="여기에는 챗봇이 없습니다.")
    hint = Text(
        en="Check the address or the app key; its owner sees them with `nullus publications list`.",
        ko="주소나 앱 키를 확인하세요. 소유자는 `nullus publications list`에서 볼 수 있습니다.",
    )


class OriginRefused(NullusError):
    """The page that asks does not belong to the origins that the owner allows."""

    kind = ErrorKind.FORBIDDEN
    code = "origin_refused"
    message = Text(
        en="This chatbot does not answer on this site ({origin}).",
        ko="이 챗봇은 이 사이트({origin})에서 답하지 않습니다.",
    )
    hint = Text(
        en="Its owner allows a site with `nullus publications change NAME --origin https://…`.",
        ko="소유자가 `nullus publications change 이름 --origin https://…`로 사이트를 허용할 수 있습니다.",
    )


class OriginNotUnderstood(NullusError):
    """What was given is no origin that a browser could name."""

    kind = ErrorKind.INVALID
    code = "origin_not_understood"
    message = Text(en="{origin} is no origin.", ko="{origin}은(는) 출처(origin)가 아닙니다.")
    hint = Text(
        en="An origin is a scheme, a host and perhaps a port, as in https://blog.example.org; no path and no wildcard.",
        ko="출처는 https://blog.example.org처럼 스킴과 호스트, 필요하면 포트로만 씁니다. 경로나 와일드카드는 쓸 수 없습니다.",
    )


class SlugTaken(NullusError):
    """Another public page of this service has the address."""

    kind = ErrorKind.CONFLICT
    code = "slug_taken"
    message = Text(en="The address /p/{slug} is taken.", ko="/p/{slug} 주소는 이미 쓰고 있습니다.")
    hint = Text(en="Choose another `slug`.", ko="다른 `slug`를 고르세요.")


class PageNeedsSlug(NullusError):
    """A public page without an address."""

    kind = ErrorKind.INVALID
    code = "page_needs_slug"
    message = Text(en="A public page needs an address.", ko="공개 페이지에는 주소가 필요합니다.")
    hint = Text(en="Give it a `slug`, as in /p/my-notes.", ko="/p/my-notes처럼 `slug`를 정하세요.")


class CollectionNotPublic(NullusError):
    """A publication answers only from what anybody may see."""

    kind = ErrorKind.CONFLICT
    code = "collection_not_public"
    message = Text(
        en="The collection {name} is not public, so visitors would get no answer from it.",
        ko="{name} 컬렉션이 공개가 아니어서 방문자에게 답할 수 없습니다.",
    )
    hint = Text(
        en="Make it public first: `nullus collections change NAME --access public`. Then anybody may read what it holds.",
        ko="먼저 공개로 바꾸세요: `nullus collections change 이름 --access public`. 그러면 담긴 내용을 누구나 볼 수 있습니다.",
    )


class NothingPublished(NullusError):
    """Every collection of the publication is gone, or not public any more."""

    kind = ErrorKind.CONFLICT
    code = "nothing_published"
    message = Text(
        en="This chatbot has nothing to answer from at the moment.", ko="지금은 이 챗봇이 답할 문서가 없습니다."
    )
    hint = Text(
        en="Its owner chooses public collections with `nullus publications change NAME --collection NAME`.",
        ko="소유자가 `nullus publications change 이름 --collection 이름`으로 공개 컬렉션을 고를 수 있습니다.",
    )


class AppQuotaExceeded(NullusError):
    """All visitors together have asked as much as the owner allows for a day."""

    kind = ErrorKind.EXHAUSTED
    code = "app_quota_exceeded"
    message = Text(
        en="This chatbot has answered all it may today.", ko="이 챗봇이 오늘 답할 수 있는 만큼 모두 답했습니다."
    )
    hint = Text(
        en="Come back tomorrow (UTC), or sign up; its owner raises `questionsPerDay`.",
        ko="내일(UTC) 다시 오거나 가입하세요. 소유자는 `questionsPerDay`를 올릴 수 있습니다.",
    )


class IdentityNotValid(NullusError):
    """The signed identity that a host page gives for its user."""

    kind = ErrorKind.FORBIDDEN
    code = "identity_not_valid"
    message = Text(en="Who you are could not be confirmed: {problem}.", ko="누구인지 확인하지 못했습니다: {problem}.")
    hint = Text(
        en="The page's own server signs it anew; how is in docs/how-to/publishing.md.",
        ko="페이지의 서버가 다시 서명해야 합니다. 방법은 docs/how-to/publishing.md에 있습니다.",
    )


class FaceNotUnderstood(NullusError):
    """No small PNG, JPEG or WebP image."""

    kind = ErrorKind.INVALID
    code = "face_not_understood"
    message = Text(en="The image cannot be used: {problem}.", ko="이미지를 쓸 수 없습니다: {problem}.")
    hint = Text(
        en="Send a PNG, JPEG or WebP of at most 64 KiB and 512 by 512 pixels.",
        ko="64 KiB 이하, 512×512 픽셀 이하의 PNG, JPEG, WebP 이미지를 보내세요.",
    )


class WidgetNotBuilt(NullusError):
    """This installation was made without the script that other sites load."""

    kind = ErrorKind.UNAVAILABLE
    code = "widget_not_built"
    message = Text(en="The chatbot's script was not built here.", ko="이 설치본에는 챗봇 스크립트가 없습니다.")
    hint = Text(
        en="Build it: `python -m pip install .` in the clone, with a package registry that can be reached.",
        ko="패키지 저장소에 연결된 상태에서 클론 폴더에서 `python -m pip install .`로 빌드하세요.",
    )
