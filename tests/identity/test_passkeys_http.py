"""Passkeys over HTTP, with a security key in software: adding, signing in, proving again, and what else is sent there."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.identity.authenticator import Authenticator, encoded
from tests.identity.entrance import PASSWORD, Entrance, Person, data, refused

from nullus.identity.entrance import first_start
from nullus.platform.database import Database

LOCAL = "http://localhost:8080"


@pytest.fixture(scope="module")
async def entrance(database: Database, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Entrance]:
    """A service under a name that browsers give passkeys."""
    first = await first_start.prepare(database, "operator-token")
    home: Path = tmp_path_factory.mktemp("home")
    made = Entrance(database, home, first.workspace_id, public_url=LOCAL)
    yield made
    made.resources.passwords.close()
    await made.resources.directory.close()


def device(**changed: Any) -> Authenticator:
    return Authenticator(**{"origin": LOCAL, "rp_id": "localhost", **changed})


async def post(client: httpx.AsyncClient, path: str, body: Any = None) -> httpx.Response:
    return await client.post(f"/api/v1{path}", json=body)


@asynccontextmanager
async def signed_in(entrance: Entrance, person: Person) -> AsyncIterator[httpx.AsyncClient]:
    async with entrance.client(base=LOCAL, origin=LOCAL) as client:
        data(await post(client, "/auth/login", {"email": person.email, "password": PASSWORD}))
        yield client


async def add(client: httpx.AsyncClient, key: Authenticator) -> httpx.Response:
    options = data(await post(client, "/me/factors/passkeys/begin"))["options"]
    return await post(client, "/me/factors/passkeys/finish", {"name": "key", "credential": key.create(options)})


async def test_a_passkey_signs_in_and_its_removal_ends_that(entrance: Entrance) -> None:
    person, key = await entrance.person(), device()
    async with signed_in(entrance, person) as client:
        added = data(await add(client, key), 201)
        assert (added["kind"], added["name"]) == ("passkey", "key")
        refused(await add(client, key), 409, "PASSKEY_KNOWN")
    async with entrance.client(base=LOCAL, origin=LOCAL) as client:
        options = data(await post(client, "/auth/passkeys/begin"))["options"]
        found = data(await post(client, "/auth/passkeys/finish", {"credential": key.get(options)}))
        assert found["account"]["id"] == str(person.id)
        assert found["accessToken"]
        data(await client.delete(f"/api/v1/me/factors/{added['id']}"))
        options = data(await post(client, "/auth/passkeys/begin"))["options"]
        refused(await post(client, "/auth/passkeys/finish", {"credential": key.get(options)}), 403, "PASSKEY_REFUSED")


async def test_a_passkey_proves_again_who_one_is(entrance: Entrance) -> None:
    person, key, foreign = await entrance.person(), device(), device()
    async with signed_in(entrance, await entrance.person()) as other:
        data(await add(other, foreign), 201)
    async with signed_in(entrance, person) as client:
        data(await add(client, key), 201)
        ago = "update identity.credentials set authenticated_at = now() - interval '11 minutes' where account_id = :id"
        await entrance.sql(ago, id=person.id)
        entrance.cache.forget(account_id=person.id)
        refused(await post(client, "/me/factors/totp", {}), 403, "SIGN_IN_TOO_OLD")
        options = data(await post(client, "/auth/step-up/passkey/begin"))["options"]
        stolen = {"credential": foreign.get(options)}
        refused(await post(client, "/auth/step-up/passkey/finish", stolen), 403, "PASSKEY_REFUSED")
        refused(await post(client, "/me/factors/totp", {}), 403, "SIGN_IN_TOO_OLD")
        options = data(await post(client, "/auth/step-up/passkey/begin"))["options"]
        data(await post(client, "/auth/step-up/passkey/finish", {"credential": key.get(options)}))
        data(await post(client, "/me/factors/totp", {}), 201)


async def test_a_suspended_accounts_passkey_opens_nothing(entrance: Entrance) -> None:
    person, key = await entrance.person(), device()
    async with signed_in(entrance, person) as client:
        data(await add(client, key), 201)
    await entrance.sql("update identity.accounts set state = 'suspended' where id = :id", id=person.id)
    async with entrance.client(base=LOCAL) as client:
        options = data(await post(client, "/auth/passkeys/begin"))["options"]
        refused(await post(client, "/auth/passkeys/finish", {"credential": key.get(options)}), 403, "PASSKEY_REFUSED")


async def test_another_address_is_named_with_the_one_that_works(entrance: Entrance) -> None:
    async with entrance.client(base="http://127.0.0.1:8080", origin="http://127.0.0.1:8080") as client:
        answer = refused(await post(client, "/auth/passkeys/begin"), 409, "PASSKEYS_ELSEWHERE")
        assert LOCAL in answer["hint"]
    async with entrance.client(base=LOCAL, origin="https://evil.example") as client:
        assert (await post(client, "/auth/passkeys/begin")).status_code == 409


def changes() -> dict[str, dict[str, Any]]:
    """What is put over a right answer, by its place."""
    return {
        "oversize client data": {"response.clientDataJSON": "A" * 8001},
        "oversize signature": {"response.signature": "A" * 8001},
        "oversize id": {"id": "A" * 8001, "rawId": "A" * 8001},
        "foreign credential id": {"id": encoded(b"x" * 32), "rawId": encoded(b"x" * 32)},
        "empty credential id": {"id": "", "rawId": ""},
        "two ids": {"id": encoded(b"y" * 32)},
        "not base64": {"response.signature": "=!*"},
        "half a byte": {"response.authenticatorData": "A"},
        "client data that is no JSON": {"response.clientDataJSON": encoded(b"\xff\xfe{")},
        "client data that is a list": {"response.clientDataJSON": encoded(b"[]")},
        "client data as a tower": {"response.clientDataJSON": encoded(b"[" * 5000)},
        "challenge of another type": {"response.clientDataJSON": encoded(b'{"challenge": 7}')},
        "no signature": {"response.signature": ""},
        "another kind": {"type": "password"},
        "a number": {"response.signature": 7},
        "null": {"response": None},
        "a field more": {"isAdmin": True},
    }


@pytest.mark.parametrize("change", changes())
async def test_an_answer_with_something_wrong_is_refused(entrance: Entrance, change: str) -> None:
    person, key = await entrance.person(), device()
    async with signed_in(entrance, person) as client:
        data(await add(client, key), 201)
        options = data(await post(client, "/auth/passkeys/begin"))["options"]
        answer = key.get(options)
        for place, value in changes()[change].items():
            outer, _, inner = place.partition(".")
            if inner:
                answer[outer][inner] = value
            else:
                answer[outer] = value
        found = await post(client, "/auth/passkeys/finish", {"credential": answer})
        assert found.status_code in {403, 422}, found.text


async def test_an_oversize_registration_is_refused(entrance: Entrance) -> None:
    async with signed_in(entrance, await entrance.person()) as client:
        for blob, status in (("A" * 24_001, 422), ("A" * 24_000, 403), (encoded(b"\x81" * 9000), 403), ("", 403)):
            options = data(await post(client, "/me/factors/passkeys/begin"))["options"]
            answer = device().create(options)
            answer["response"]["attestationObject"] = blob
            refused(await post(client, "/me/factors/passkeys/finish", {"credential": answer}), status)
