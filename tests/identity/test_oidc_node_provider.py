"""Against a second provider that others wrote: oidc-provider on Node, with PKCE required. `pytest --node-provider` runs it."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urljoin, urlsplit

import httpx
import pytest
from tests.identity.entrance import HOST, PASSWORD, Entrance, data, refused
from tests.identity.node_provider import node_provider

BACK = "/api/v1/auth/oidc/node/callback"


@pytest.fixture(scope="module")
def provider(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of the running provider."""
    if not request.config.getoption("--node-provider"):
        pytest.skip(
            "it installs oidc-provider by npm: run it by `pytest --node-provider tests/identity/test_oidc_node_provider.py`"
        )
    with node_provider(f"{HOST}{BACK}") as address:
        yield address


async def agree(address: str, login: str) -> str:
    """Sign in at the provider and agree, form by form as a browser; returns the path and query that it sends back to."""
    async with httpx.AsyncClient(trust_env=False) as there:
        answer = await there.get(address)
        for _ in range(12):
            if answer.is_redirect:
                address = urljoin(address, answer.headers["location"])
                if address.startswith(HOST):
                    back = urlsplit(address)
                    return f"{back.path}?{back.query}"
                answer = await there.get(address)
                continue
            assert answer.status_code == 200, answer.text
            form = re.search(r'<form[^>]* action="([^"]+)"', answer.text)
            prompt = re.search(r'name="prompt" value="(\w+)"', answer.text)
            assert form, answer.text
            assert prompt, answer.text
            typed = {"prompt": prompt[1], **({"login": login, "password": "x"} if prompt[1] == "login" else {})}
            address = urljoin(address, form[1])
            answer = await there.post(address, data=typed)
    raise AssertionError("the provider never sent the browser back")


async def test_a_person_links_their_account_and_signs_in_with_a_code_and_pkce(
    entrance: Entrance, provider: str
) -> None:
    body = {
        "name": "node",
        "issuer": provider,
        "clientId": "nullus-here",
        "clientSecret": "sesame-sesame-sesame-sesame",
    }
    data(await entrance.call("POST", "/identity-providers", body, bearer="operator-token"), 201)
    await entrance.person(email="dana@example.org", email_key="dana@example.org")
    async with entrance.client() as browser:
        left = (await browser.get("/api/v1/auth/oidc/node/start")).headers["location"]
        asked = dict(parse_qsl(urlsplit(left).query))
        assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
        refused(await browser.get(await agree(left, "dana")), 409, "LINK_FIRST")

        data(await browser.post("/api/v1/auth/login", json={"email": "dana@example.org", "password": PASSWORD}))
        url = data(await browser.post("/api/v1/me/federated/node/start"))["url"]
        assert (await browser.get(await agree(url, "dana"))).status_code == 303
        data(await browser.post("/api/v1/auth/logout", json={}))

        left = (await browser.get("/api/v1/auth/oidc/node/start", params={"returnTo": "/documents/1"})).headers[
            "location"
        ]
        entered = await browser.get(await agree(left, "dana"))
        assert (entered.status_code, entered.headers["location"]) == (303, "/documents/1")
        listed = data(await browser.get("/api/v1/me/federated"))["items"]
        assert [(each["issuer"], each["email"]) for each in listed] == [(provider, "dana@example.org")]

        left = (await browser.get("/api/v1/auth/oidc/node/start")).headers["location"]
        back = await agree(left, "mallory")  # her provider does not vouch for the address that she names
        refused(await browser.get(back), 403, "PROVIDER_EMAIL_NOT_VERIFIED")

        await refuses_what_is_not_its_own(browser, provider)


async def refuses_what_is_not_its_own(browser: httpx.AsyncClient, provider: str) -> None:
    """The provider itself refuses a sign-in without PKCE, and a code that was used."""
    left = (await browser.get("/api/v1/auth/oidc/node/start")).headers["location"]
    bare = re.sub(r"&?code_challenge(_method)?=[^&]*", "", left)
    assert "error=invalid_request" in await agree(bare, "dana")
    left = (await browser.get("/api/v1/auth/oidc/node/start")).headers["location"]
    back = await agree(left, "dana")
    used = dict(parse_qsl(urlsplit(back).query))
    assert (await browser.get(back)).status_code == 303
    again = (await browser.get("/api/v1/auth/oidc/node/start")).headers["location"]
    state = dict(parse_qsl(urlsplit(again).query))["state"]
    refused(await browser.get(BACK, params={**used, "state": state}), 403, "PROVIDER_SIGN_IN_REFUSED")
