"""Signing in by a provider: what fits is believed, and everything that does not is refused (C14, C16)."""

import asyncio
import base64
import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from sqlalchemy import text
from tests.identity.issuer import CURVE, KEY, OTHER_KEY, Issuer, issuer
from tests.llm.scripted_server import Reply, ScriptedServer, json_reply

from nullus.identity.providers import oidc
from nullus.identity.providers.errors import ProviderDenied, ProviderUnreachable, ProviderUnusable, SignInRefused
from nullus.identity.providers.oidc_directory import Directory
from nullus.identity.providers.oidc_providers import Provider, described
from nullus.platform.database import Database

BACK = "http://localhost:8080/api/v1/auth/oidc/issuer/callback"


@pytest.fixture
async def idp() -> AsyncIterator[Issuer]:
    async with issuer() as made:
        yield made


@dataclass
class Browser:
    """One browser's side of a sign-in."""

    db: Database
    directory: Directory
    binding: str
    address: str = ""

    @property
    def asked(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.address).query))

    async def go(self, provider: Provider, **more: Any) -> str:
        self.address = await oidc.start(self.db, self.directory, provider, self.binding, BACK, **more)
        return self.address

    async def come_back(self, provider: Provider, **changed: Any) -> oidc.Arrival:
        answer = oidc.Answer(**{"state": self.asked["state"], "code": "a-code", **changed})
        return await oidc.finish(self.db, self.directory, provider, self.binding, BACK, answer)


@pytest.fixture
async def browser(database: Database) -> AsyncIterator[Browser]:
    directory = Directory()
    yield Browser(database, directory, oidc.new_binding())
    await directory.close()


async def test_a_right_answer_says_who_it_is(browser: Browser, idp: Issuer) -> None:
    idp.answer(await browser.go(idp.provider(), back="/documents"))
    arrival = await browser.come_back(idp.provider())
    assert arrival.person == oidc.Person(idp.url, "somebody", "somebody@example.org", True, "")
    assert arrival.data["back"] == "/documents"
    asked, sent = browser.asked, idp.server.requests[-2].body
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert sent["redirect_uri"] == asked["redirect_uri"] == BACK
    proof = base64.urlsafe_b64encode(hashlib.sha256(sent["code_verifier"].encode()).digest()).decode().rstrip("=")
    assert asked["code_challenge"] == proof
    assert len({asked["state"], asked["nonce"], asked["code_challenge"]}) == 3


async def test_the_database_alone_gives_neither_verifier_nor_nonce(browser: Browser, idp: Issuer) -> None:
    idp.answer(await browser.go(idp.provider()))
    async with browser.db.system_transaction() as tx:
        rows = (await tx.execute(text("select c::text as whole from identity.credentials c"))).scalars().all()
    await browser.come_back(idp.provider())
    verifier = idp.server.requests[-2].body["code_verifier"]
    for secret in (browser.asked["state"], browser.asked["nonce"], verifier, browser.binding):
        assert not [row for row in rows if secret in row]


async def test_a_state_works_once_in_its_browser_in_time_for_its_provider(browser: Browser, idp: Issuer) -> None:
    provider = idp.provider()
    idp.answer(await browser.go(provider))
    asked = len(idp.server.requests)
    stranger = Browser(browser.db, browser.directory, oidc.new_binding(), browser.address)
    with pytest.raises(SignInRefused):
        await stranger.come_back(provider)
    for state in ("", "x", "\0", "é", browser.asked["state"][:-1], browser.asked["state"].swapcase()):
        with pytest.raises(SignInRefused):
            await browser.come_back(provider, state=state)
    with pytest.raises(SignInRefused):
        await browser.come_back(idp.provider(name="another"))
    with pytest.raises(SignInRefused):
        await browser.come_back(idp.provider(issuer="https://elsewhere.example"))
    assert len(idp.server.requests) == asked  # nobody was asked anything for these
    await browser.go(provider)
    idp.answer(browser.address)
    await browser.come_back(provider)
    with pytest.raises(SignInRefused):
        await browser.come_back(provider)
    idp.answer(await browser.go(provider))
    async with browser.db.system_transaction() as tx:
        await tx.execute(text("update identity.credentials set expires_at = now() where kind = 'challenge'"))
    with pytest.raises(SignInRefused):
        await browser.come_back(provider)


async def test_fifty_answers_with_one_state_let_one_in(browser: Browser, idp: Issuer) -> None:
    idp.answer(await browser.go(idp.provider()))
    ended = await asyncio.gather(*(browser.come_back(idp.provider()) for _ in range(50)), return_exceptions=True)
    assert sum(isinstance(each, oidc.Arrival) for each in ended) == 1
    assert sum(isinstance(each, SignInRefused) for each in ended) == 49


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "another-client"},
        {"aud": ["another-client"]},
        {"aud": []},
        {"aud": None},
        {"aud": ["nullus-here", "another"]},
        {"aud": ["nullus-here", "another"], "azp": "another"},
        {"azp": "another"},
        {"nonce": "another"},
        {"nonce": None},
        {"iss": "https://elsewhere.example"},
        {"iss": None},
        {"exp": 1},
        {"exp": None},
        {"exp": "9999999999"},
        {"exp": True},
        {"iat": 9_999_999_999},
        {"iat": None},
        {"nbf": 9_999_999_999},
        {"sub": None},
        {"sub": ""},
        {"sub": 7},
        {"sub": "x" * 256},
        {"sub": "a\nb"},
    ],
)
async def test_a_token_with_a_wrong_claim_is_refused(browser: Browser, idp: Issuer, claims: dict[str, Any]) -> None:
    idp.claims = claims
    idp.answer(await browser.go(idp.provider()))
    with pytest.raises(SignInRefused):
        await browser.come_back(idp.provider())


async def test_an_issuer_with_a_slash_more_is_another(browser: Browser, idp: Issuer) -> None:
    idp.claims = {"iss": idp.url + "/"}
    idp.answer(await browser.go(idp.provider()))
    with pytest.raises(SignInRefused):
        await browser.come_back(idp.provider())
    with pytest.raises(ProviderUnusable):
        await browser.go(idp.provider(issuer=idp.url + "/"))


async def test_several_audiences_are_right_when_the_token_is_for_us(browser: Browser, idp: Issuer) -> None:
    idp.claims = {"aud": ["another", "nullus-here"], "azp": "nullus-here"}
    idp.answer(await browser.go(idp.provider()))
    assert (await browser.come_back(idp.provider())).person.subject == "somebody"


def unsigned(claims: dict[str, Any], **header: Any) -> str:
    parts = [json.dumps(each).encode() for each in (header, claims)]
    return ".".join(base64.urlsafe_b64encode(each).decode().rstrip("=") for each in parts)


def with_shared_secret(secret: bytes, claims: dict[str, Any], **header: Any) -> str:
    signed = unsigned(claims, **header)
    signature = hmac.digest(secret, signed.encode(), "sha256")
    return f"{signed}.{base64.urlsafe_b64encode(signature).decode().rstrip('=')}"


def forged(idp: Issuer, claims: dict[str, Any]) -> dict[str, str]:
    """The same claims, signed in every way that must not count."""
    other = Issuer(idp.server, key=OTHER_KEY)
    right = KEY.as_dict(private=False)
    return {
        "unsigned": unsigned(claims, alg="none") + ".",
        "unsigned, with a key's name": unsigned(claims, alg="none", kid="first") + ".x",
        "no signature at all": unsigned(claims, alg="RS256", kid="first") + ".",
        "the public key as a shared secret": with_shared_secret(
            KEY.as_pem(private=False), claims, alg="HS256", kid="first"
        ),
        "the client's secret": with_shared_secret(b"sesame", claims, alg="HS256"),
        "another key": other.sign({"alg": "RS256", "kid": "first"}, claims),
        "an unknown key": other.sign({"alg": "RS256", "kid": "unknown"}, claims),
        "a key that it brings along": idp.sign({"alg": "RS256", "kid": "first", "jwk": right}, claims),
        "a key of another kind": idp.sign({"alg": "RS256", "kid": "curve"}, claims),
        "a path as a key's name": idp.sign({"alg": "RS256", "kid": "../../dev/null"}, claims),
    }


@pytest.mark.parametrize("way", [None, *forged(Issuer(ScriptedServer()), {})])
async def test_keys_and_algorithms_are_never_chosen_by_the_token(
    browser: Browser, idp: Issuer, way: str | None
) -> None:
    address, now = await browser.go(idp.provider()), int(time.time())
    claims = {"iss": idp.url, "aud": "nullus-here", "nonce": browser.asked["nonce"], "iat": now, "exp": now + 300}
    claims |= {"sub": "x", "email": "x@example.org", "email_verified": True}
    right = idp.sign({"alg": "RS256", "kid": "first"}, claims)
    idp.answer(address, token=forged(idp, claims)[way] if way else right)
    if way is None:  # else the refusals would prove nothing
        assert (await browser.come_back(idp.provider())).person.subject == "x"
        return
    with pytest.raises(SignInRefused):
        await browser.come_back(idp.provider())


@pytest.mark.parametrize(
    "token", ["", "x", "a.b.c", "..", "." * 9, "e30.e30.e30", "W10.e30.x", "é.é.é", "x" * 20_000, 7]
)
async def test_what_is_no_token_is_refused(browser: Browser, idp: Issuer, token: Any) -> None:
    await browser.go(idp.provider())
    idp.server.on("/token", json_reply({"access_token": "at", "token_type": "Bearer", "id_token": token}))
    with pytest.raises(SignInRefused):
        await browser.come_back(idp.provider())


async def test_a_token_of_a_curve_key_and_one_without_a_key_name_are_right(browser: Browser, idp: Issuer) -> None:
    idp.key, idp.header = CURVE, {"alg": "ES256", "kid": "curve"}
    idp.answer(await browser.go(idp.provider()))
    assert (await browser.come_back(idp.provider())).person.subject == "somebody"
    address = await browser.go(idp.provider(scopes="openid"))
    now = int(time.time())
    claims = {
        "iss": idp.url,
        "aud": "nullus-here",
        "sub": "x",
        "nonce": browser.asked["nonce"],
        "iat": now,
        "exp": now + 9,
    }
    idp.answer(address, token=idp.sign({"alg": "ES256"}, claims))
    person = (await browser.come_back(idp.provider(scopes="openid"))).person
    assert (person.subject, person.email) == ("x", None)


async def test_mix_up_is_noticed(browser: Browser, idp: Issuer) -> None:
    """An attacker's provider hands on another one's answer: the issuer in it, the state or the key give it away."""
    async with issuer("attacker") as attacker:
        idp.answer(await browser.go(idp.provider()))
        with pytest.raises(SignInRefused):
            await browser.come_back(idp.provider(), issuer=attacker.url)
        await browser.go(attacker.provider())
        with pytest.raises(SignInRefused):
            await browser.come_back(idp.provider())
        assert not [each for each in idp.server.requests if each.path == "/token"]


async def test_a_provider_that_promises_to_name_itself_has_to(browser: Browser, idp: Issuer) -> None:
    idp.document = {"authorization_response_iss_parameter_supported": True}
    idp.publish()
    idp.answer(await browser.go(idp.provider()))
    with pytest.raises(SignInRefused):
        await browser.come_back(idp.provider())
    await browser.go(idp.provider())
    idp.answer(browser.address)
    assert (await browser.come_back(idp.provider(), issuer=idp.url)).person.subject == "somebody"


async def test_a_refusal_of_the_provider_is_told_and_uses_the_state_up(browser: Browser, idp: Issuer) -> None:
    await browser.go(idp.provider())
    with pytest.raises(ProviderDenied):
        await browser.come_back(idp.provider(), error="access_denied")
    with pytest.raises(SignInRefused):
        await browser.come_back(idp.provider())
    await browser.go(idp.provider())
    idp.server.on("/token", json_reply({"error": "invalid_grant"}, status=400))
    with pytest.raises(SignInRefused):  # a code that was used, or PKCE that does not fit
        await browser.come_back(idp.provider())
    await browser.go(idp.provider())
    with pytest.raises(SignInRefused):
        await browser.come_back(idp.provider(), code="")


@pytest.mark.parametrize(
    "document",
    [
        {"issuer": "https://elsewhere.example"},
        {"issuer": None},
        {"token_endpoint": None},
        {"token_endpoint": 7},
        {"token_endpoint": "http://169.254.169.254/latest"},
        {"token_endpoint": "file:///etc/passwd"},
        {"jwks_uri": "http://internal.example/keys"},
        {"jwks_uri": "http://127.0.0.1@evil.example/"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"authorization_endpoint": "https://x.example/#fragment"},
        {"code_challenge_methods_supported": ["plain"]},
    ],
)
async def test_a_configuration_that_does_not_fit_is_named(
    browser: Browser, idp: Issuer, document: dict[str, Any]
) -> None:
    idp.document = document
    idp.publish()
    with pytest.raises(ProviderUnusable):
        await browser.go(idp.provider())


async def test_a_provider_cannot_send_us_to_its_neighbours(browser: Browser, idp: Issuer) -> None:
    """A14: discovery as a carrier. Another port of this machine was named by the document alone."""
    async with ScriptedServer() as canary:
        for url in (canary.url, canary.url.replace("127.0.0.1", "localhost")):
            idp.document = {"token_endpoint": f"{url}/token", "jwks_uri": f"{url}/keys"}
            idp.publish()
            provider = idp.provider(client_id=url)
            await browser.go(provider)
            with pytest.raises(ProviderUnreachable):
                await browser.come_back(provider)
        assert canary.requests == []


async def test_a_provider_that_is_down_or_rude_is_unreachable(browser: Browser, idp: Issuer) -> None:
    idp.answer(await browser.go(idp.provider()))
    for reply in (
        Reply(status=503),
        Reply(status=302, headers={"Location": idp.url}),
        Reply([b"not json"]),
        Reply([b"[" * 100_000]),
        Reply([b"x" * 70_000] * 5),
    ):
        await browser.go(idp.provider())
        idp.server.on("/token", reply)
        with pytest.raises(ProviderUnreachable):
            await browser.come_back(idp.provider())
    with pytest.raises(ProviderUnreachable):
        await browser.go(idp.provider(issuer="http://127.0.0.1:1"))


async def test_new_keys_of_a_provider_are_found_but_not_asked_for_all_the_time(browser: Browser, idp: Issuer) -> None:
    for kid in ("first", "second", "second"):
        idp.answer(await browser.go(idp.provider()), token=None)
        idp.header = {"kid": kid}
        idp.answer(browser.address)
        if kid == "first":
            await browser.come_back(idp.provider())
        else:
            with pytest.raises(SignInRefused):
                await browser.come_back(idp.provider())
    assert sum(each.path == "/keys" for each in idp.server.requests) == 1


async def test_the_user_call_says_what_the_token_does_not_and_cannot_say_another(browser: Browser, idp: Issuer) -> None:
    idp.claims = {"email": None, "email_verified": None}
    idp.answer(await browser.go(idp.provider()))
    said = {"sub": "somebody", "email": "a@example.org", "email_verified": "true", "name": "A"}
    idp.server.on("/userinfo", json_reply(said))
    person = (await browser.come_back(idp.provider())).person
    assert (person.email, person.email_verified, person.name) == ("a@example.org", True, "A")
    idp.answer(await browser.go(idp.provider()))
    idp.server.on("/userinfo", json_reply({"sub": "another", "email": "a@example.org", "email_verified": True}))
    with pytest.raises(SignInRefused):
        await browser.come_back(idp.provider())


@pytest.mark.parametrize("said", [False, None, 0, 1, "yes", "false", [], {}])
async def test_only_a_plain_yes_verifies_an_address(browser: Browser, idp: Issuer, said: Any) -> None:
    idp.claims = {"email_verified": said}
    idp.answer(await browser.go(idp.provider()))
    assert not (await browser.come_back(idp.provider())).person.email_verified


async def test_github_says_who_it_is_by_its_own_calls(browser: Browser, idp: Issuer) -> None:
    provider = described("github", idp.url, "nullus-here", "sesame")
    assert provider.flavour == "github"
    address = await browser.go(provider)
    assert address.startswith(f"{idp.url}/login/oauth/authorize?")
    assert browser.asked["scope"] == "read:user user:email"
    assert browser.asked["code_challenge_method"] == "S256"
    idp.server.on("/login/oauth/access_token", json_reply({"access_token": "gho_x", "token_type": "bearer"}))
    idp.server.on(
        "/api/v3/user", json_reply({"id": 583231, "login": "octocat", "name": None, "email": "shown@example.org"})
    )
    emails = [
        {"email": "second@example.org", "primary": False, "verified": True},
        {"email": "octocat@example.org", "primary": True, "verified": True},
    ]
    idp.server.on("/api/v3/user/emails", json_reply(emails))
    person = (await browser.come_back(provider, issuer=f"{idp.url}/login/oauth")).person
    assert person == oidc.Person(idp.url, "583231", "octocat@example.org", True, "octocat")
    assert idp.server.requests[-1].headers["authorization"] == "Bearer gho_x"
    wrong: Any
    for wrong in ({"error": "bad_verification_code"}, {"access_token": "a\nb"}, {"access_token": 7}, []):
        await browser.go(provider)
        idp.server.on("/login/oauth/access_token", json_reply(wrong))
        with pytest.raises(SignInRefused):
            await browser.come_back(provider)


def test_names_bring_their_settings_and_plain_http_is_for_this_machine_only() -> None:
    assert described("google", None, "id", None).issuer == "https://accounts.google.com"
    assert described("github", None, "id", None).flavour == "github"
    assert described("house", "http://localhost:9000", "id", None).scopes == "openid email profile"
    bad = ["http://idp.example", "ftp://idp.example", "https://", "https://a@b.example", "https://idp.example/#x"]
    for issuer_url in (None, "", *bad):
        with pytest.raises(ProviderUnusable):
            described("house", issuer_url, "id", None)
