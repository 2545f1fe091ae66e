"""Who a visitor is, as the host page's own server says: a JWT under the publication's secret (HS256), read strictly."""

import hashlib
import json
import secrets
import time
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from nullus.platform.errors import Text
from nullus.platform.sealing import Sealer
from nullus.publishing.errors import IdentityNotValid
from nullus.publishing.publications import Publication

LONGEST_SECONDS = 3600
_LONGEST = 4000
_LEEWAY_SECONDS = 5
_CONTEXT = "publication-identity"


def new_secret() -> str:
    """What the host's server signs with: 256 random bits."""
    return f"nlx_{secrets.token_urlsafe(32)}"


def seal(sealer: Sealer, publication: Publication, secret: str) -> bytes:
    return sealer.seal(secret.encode(), _CONTEXT, str(publication.id))


def subject_of(sealer: Sealer, publication: Publication, token: str) -> bytes:
    """Which user of the host it is, as a digest that is good for this publication only. Raises IdentityNotValid."""
    if publication.identity == "off" or publication.identity_secret is None:
        raise IdentityNotValid(problem=_NOT_ASKED)
    if len(token) > _LONGEST:
        raise IdentityNotValid(problem=_UNREADABLE)
    secret = sealer.open(publication.identity_secret, _CONTEXT, str(publication.id))
    try:
        read = jws.deserialize_compact(token, OctKey.import_key(secret), algorithms=["HS256"])
        claims: Any = json.loads(read.payload)
    except (JoseError, ValueError, RecursionError):
        raise IdentityNotValid(problem=_UNREADABLE) from None
    if not isinstance(claims, dict) or claims.get("aud") != publication.app:
        raise IdentityNotValid(problem=_OTHER_APP)
    subject, expires, now = claims.get("sub"), claims.get("exp"), time.time()
    if not isinstance(subject, str) or not 0 < len(subject) <= 200:
        raise IdentityNotValid(problem=_NO_SUBJECT)
    if type(expires) is not int or not now - _LEEWAY_SECONDS < expires <= now + LONGEST_SECONDS + _LEEWAY_SECONDS:
        raise IdentityNotValid(problem=_TOO_OLD)
    return hashlib.sha256(f"{publication.id}\0{subject}".encode("utf-8", "surrogatepass")).digest()


IDENTITY_NEEDED = Text(
    en="this chatbot answers only users whom its site names", ko="이 챗봇은 사이트가 확인한 사용자에게만 답합니다"
)
_NOT_ASKED = Text(en="this chatbot takes no identities", ko="이 챗봇은 신원을 받지 않습니다")
_UNREADABLE = Text(en="the signature is not good", ko="서명이 맞지 않습니다")
_OTHER_APP = Text(en="`aud` is not the app key", ko="`aud`가 앱 키가 아닙니다")
_NO_SUBJECT = Text(en="`sub` must be 1 to 200 characters", ko="`sub`는 1~200자여야 합니다")
_TOO_OLD = Text(
    en="`exp` must lie in the next hour, in seconds since 1970",
    ko="`exp`는 앞으로 한 시간 안의 초 단위 시각이어야 합니다",
)
