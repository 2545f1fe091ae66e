"""Against a provider that others wrote (oidc-provider-mock, on Authlib), on loopback: the whole way of a browser."""

import re
import warnings
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx
import pytest
from authlib.deprecate import AuthlibDeprecationWarning  # type: ignore[import-untyped]
from tests.identity.entrance import PASSWORD, Entrance, data, refused

# What the provider says of its own parts; its threads share this process's filters.
pytestmark = [
    pytest.mark.filterwarnings("ignore::authlib.deprecate.AuthlibDeprecationWarning"),
    pytest.mark.filterwarnings(r"ignore:get_jwt_config\(self, grant\) is deprecated:DeprecationWarning"),
]


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """The address of the running provider."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", AuthlibDeprecationWarning)
        import oidc_provider_mock  # type: ignore[import-untyped]

        people = [
            oidc_provider_mock.User(
                sub="1001", claims={"email": "dana@example.org", "email_verified": True, "name": "Dana"}
            )
        ]
        with oidc_provider_mock.run_server_in_thread(user_claims=people, require_nonce=True) as server:
            yield f"http://localhost:{server.server_port}"


async def agree(address: str, subject: str) -> str:
    """Sign in at the provider and agree; returns the path and query that it sends the browser back to."""
    async with httpx.AsyncClient(trust_env=False) as there:
        form = await there.get(address)
        assert form.status_code == 200, form.text
        assert re.search(r"<form", form.text)
        answer = await there.post(address, data={"sub": subject})
        assert answer.status_code == 302, answer.text
    back = urlsplit(answer.headers["location"])
    return f"{back.path}?{back.query}"


async def test_a_person_links_their_account_and_signs_in_by_a_real_provider(entrance: Entrance, provider: str) -> None:
    body = {"name": "real", "issuer": provider, "clientId": "nullus-here", "clientSecret": "sesame"}
    data(await entrance.call("POST", "/identity-providers", body, bearer="operator-token"), 201)
    await entrance.person(email="dana@example.org", email_key="dana@example.org")
    async with entrance.client() as browser:
        left = await browser.get("/api/v1/auth/oidc/real/start")
        back = await agree(left.headers["location"], "1001")
        refused(await browser.get(back), 409, "LINK_FIRST")
        refused(await browser.get(back), 403, "PROVIDER_SIGN_IN_REFUSED")

        data(await browser.post("/api/v1/auth/login", json={"email": "dana@example.org", "password": PASSWORD}))
        url = data(await browser.post("/api/v1/me/federated/real/start"))["url"]
        assert (await browser.get(await agree(url, "1001"))).status_code == 303
        data(await browser.post("/api/v1/auth/logout", json={}))
        refused(await browser.get("/api/v1/me/federated"), 401)

        left = await browser.get("/api/v1/auth/oidc/real/start", params={"returnTo": "/documents/1"})
        back = await agree(left.headers["location"], "1001")
        entered = await browser.get(back)
        assert (entered.status_code, entered.headers["location"]) == (303, "/documents/1")
        listed = data(await browser.get("/api/v1/me/federated"))["items"]
        assert [(each["issuer"], each["email"]) for each in listed] == [(provider, "dana@example.org")]

        left = await browser.get("/api/v1/auth/oidc/real/start")
        back = await agree(left.headers["location"], "somebody@example.org")  # an address that nobody vouches for
        refused(await browser.get(back), 403, "PROVIDER_EMAIL_NOT_VERIFIED")


async def test_a_code_of_the_provider_works_once(entrance: Entrance, provider: str) -> None:
    async with entrance.client() as browser:
        first = (await browser.get("/api/v1/auth/oidc/real/start")).headers["location"]
        used = dict(httpx.QueryParams(urlsplit(await agree(first, "1001")).query))
        path = "/api/v1/auth/oidc/real/callback"
        assert (await browser.get(path, params=used)).status_code in {303, 409}  # whoever it is, the code was good
        second = (await browser.get("/api/v1/auth/oidc/real/start")).headers["location"]
        state = dict(httpx.QueryParams(urlsplit(second).query))["state"]
        refused(await browser.get(path, params={**used, "state": state}), 403, "PROVIDER_SIGN_IN_REFUSED")


async def test_a_code_of_another_sign_in_is_not_taken(entrance: Entrance, provider: str) -> None:
    """Injection: a code that belongs to another browser's nonce."""
    async with entrance.client() as attacker, entrance.client() as victim:
        left = (await attacker.get("/api/v1/auth/oidc/real/start")).headers["location"]
        code = dict(httpx.QueryParams(urlsplit(await agree(left, "1001")).query))["code"]
        left = (await victim.get("/api/v1/auth/oidc/real/start")).headers["location"]
        state = dict(httpx.QueryParams(urlsplit(left).query))["state"]
        answer = await victim.get("/api/v1/auth/oidc/real/callback", params={"state": state, "code": code})
        refused(answer, 403, "PROVIDER_SIGN_IN_REFUSED")
