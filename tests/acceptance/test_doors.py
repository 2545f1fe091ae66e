"""Every route asks who comes: without a credential, with a wrong one, in the wrong place, or without the permission."""

import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from chaos.running import Running
from tests.acceptance import asking
from tests.acceptance.asking import refused

from nullus.platform.actor import SCOPES
from nullus.platform.web import SIGNED_IN, VISITOR

ROUTES = [
    (method, asking.filled(path), operation["x-policy"], "requestBody" in operation)
    for method, path, operation in asking.operations()
    if operation["x-policy"] != "public"
]
IDS = [f"{method} {path}" for method, path, _, _ in ROUTES]


@pytest.fixture(scope="module")
def keys(client: httpx.Client) -> dict[str, str]:
    """For each permission a key that has all the others."""
    found = {}
    for scope in SCOPES:
        others = [each for each in SCOPES if each != scope]
        made = client.post("/api/v1/tokens", json={"name": f"all but {scope}", "scopes": others})
        found[scope] = made.raise_for_status().json()["data"]["token"]
    return found


@pytest.fixture(scope="module")
def key(client: httpx.Client) -> str:
    made = client.post("/api/v1/tokens", json={"name": "everything", "scopes": list(SCOPES)})
    return str(made.raise_for_status().json()["data"]["token"])


@pytest.fixture(scope="module")
def stranger(service: Running) -> Iterator[httpx.Client]:
    """Nobody."""
    with httpx.Client(base_url=service.url, timeout=30) as opened:
        yield opened


def test_there_are_routes_and_each_has_a_policy() -> None:
    assert len(ROUTES) > 20
    assert all(policy in {SIGNED_IN, VISITOR, *SCOPES} for _, _, policy, _ in ROUTES)


@pytest.mark.parametrize(("method", "path", "policy", "takes"), ROUTES, ids=IDS)
def test_no_route_opens_without_a_right_credential(
    stranger: httpx.Client, key: str, method: str, path: str, policy: str, takes: bool
) -> None:
    kind = {"Content-Type": "application/json"} if takes else {}
    wrong: list[dict[str, str]] = [
        {},
        {"Authorization": "Bearer"},
        {"Authorization": key},
        {"Authorization": f"Basic {key}"},
        {"Authorization": f"Bearer {key}x"},
        {"Authorization": f"Bearer {key[:-1]}"},
        {"Authorization": f"Bearer {key} {key}"},
        {"Authorization": f"Bearer {key.upper()}"},
        {"Authorization": "Bearer " + "x" * 8000},
        {"X-API-Key": key},
        {"Cookie": f"nullus_session={key}"},
        {"Cookie": f"token={key}"},
        {"Proxy-Authorization": f"Bearer {key}"},
    ]
    for headers in wrong:
        answer = stranger.request(method, path, headers=headers | kind, content=b"{}" if takes else None)
        refused(answer, 401)
        assert answer.headers["www-authenticate"] == "Bearer"
    refused(stranger.request(method, f"{path}?token={key}&api_key={key}&access_token={key}"), 401, 422)


@pytest.mark.parametrize(("method", "path", "policy", "takes"), ROUTES, ids=IDS)
def test_a_key_without_the_permission_is_refused_before_anything_is_looked_up(
    stranger: httpx.Client, keys: dict[str, str], key: str, method: str, path: str, policy: str, takes: bool
) -> None:
    if policy == SIGNED_IN:
        return  # any credential will do; the test above shows that none does not
    lacking = key if policy == VISITOR else keys[policy]  # no key is a visitor of a publication, whatever it may do
    headers = {"Authorization": f"Bearer {lacking}", "Accept-Language": "ko"}
    answer = stranger.request(method, path, headers=headers)
    refused(answer, 403)
    assert policy in answer.text


def test_a_key_can_only_make_keys_of_its_own_permissions(stranger: httpx.Client, keys: dict[str, str]) -> None:
    headers = {"Authorization": f"Bearer {keys['operate']}"}
    refused(stranger.post("/api/v1/tokens", json={"name": "more", "scopes": ["operate"]}, headers=headers), 403)
    for scope in ("*", "admin", "", "operate ", "Operate"):
        refused(stranger.post("/api/v1/tokens", json={"name": "more", "scopes": [scope]}, headers=headers), 403, 422)


def test_a_revoked_key_stops_at_once(client: httpx.Client, stranger: httpx.Client) -> None:
    made = client.post("/api/v1/tokens", json={"name": "short"}).json()["data"]
    headers = {"Authorization": f"Bearer {made['token']}"}
    assert stranger.get("/api/v1/collections", headers=headers).status_code == 200
    client.delete(f"/api/v1/tokens/{made['id']}").raise_for_status()
    refused(stranger.get("/api/v1/collections", headers=headers), 401)
    refused(client.delete(f"/api/v1/tokens/{made['id']}"), 404)


def test_a_key_revoked_behind_the_services_back_stops_within_five_seconds(
    service: Running, client: httpx.Client, stranger: httpx.Client
) -> None:
    made = client.post("/api/v1/tokens", json={"name": "short"}).json()["data"]
    headers = {"Authorization": f"Bearer {made['token']}"}
    assert stranger.get("/api/v1/collections", headers=headers).status_code == 200
    with service.database() as connection:
        connection.execute("update identity.credentials set revoked_at = now() where id = %s", (made["id"],))
    began = time.monotonic()
    while stranger.get("/api/v1/collections", headers=headers).status_code == 200:
        assert time.monotonic() - began < 5
        time.sleep(0.1)


def test_a_key_ends_when_it_said_it_would(service: Running, client: httpx.Client, stranger: httpx.Client) -> None:
    made = client.post("/api/v1/tokens", json={"name": "x", "expiresAt": "2060-01-01T00:00:00Z"}).json()["data"]
    with service.database() as connection:
        connection.execute("update identity.credentials set expires_at = now() where id = %s", (made["id"],))
    refused(stranger.get("/api/v1/collections", headers={"Authorization": f"Bearer {made['token']}"}), 401)


def test_the_owner_link_makes_one_session_however_many_use_it(client: httpx.Client, service: Running) -> None:
    token = client.post("/api/v1/owner/link").raise_for_status().json()["data"]["token"]

    def claim(_: int) -> httpx.Response:
        return httpx.post(f"{service.url}/api/v1/auth/claim", json={"token": token}, timeout=60)

    with ThreadPoolExecutor(25) as pool:
        answers = list(pool.map(claim, range(50)))
    won = [answer for answer in answers if answer.status_code == 200]
    assert len(won) == 1
    for answer in answers:
        if answer is not won[0]:
            refused(answer, 401)
    cookie = won[0].headers["set-cookie"]
    assert all(each in cookie for each in ("HttpOnly", "SameSite=strict", "Path=/"))


def test_an_owner_link_does_not_survive_the_next(client: httpx.Client, stranger: httpx.Client) -> None:
    first = client.post("/api/v1/owner/link").json()["data"]["token"]
    client.post("/api/v1/owner/link").raise_for_status()
    refused(stranger.post("/api/v1/auth/claim", json={"token": first}), 401)


def test_a_session_counts_only_on_pages_of_this_site(client: httpx.Client, service: Running) -> None:
    token = client.post("/api/v1/owner/link").json()["data"]["token"]
    with httpx.Client(base_url=service.url, timeout=30) as browser:
        browser.post("/api/v1/auth/claim", json={"token": token}).raise_for_status()
        own = f"http://127.0.0.1:{service.port}"
        good: list[dict[str, str]] = [{}, {"Sec-Fetch-Site": "same-origin", "Origin": own}, {"Sec-Fetch-Site": "none"}]
        for headers in good:
            assert browser.get("/api/v1/me", headers=headers).json()["data"]["kind"] == "person"
        for headers in (
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
            {"Sec-Fetch-Site": "bogus"},
            {"Origin": "https://evil.example"},
            {"Origin": "null"},
            {"Origin": f"http://127.0.0.1:{service.port + 1}"},
            {"Origin": f"http://localhost.evil:{service.port}"},
            {"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"},
        ):
            refused(browser.post("/api/v1/collections", json={"name": uuid.uuid4().hex}, headers=headers), 403)
        session = browser.cookies["nullus_session"]
    refused(httpx.get(f"{service.url}/api/v1/me", headers={"Authorization": f"Bearer {session}"}), 401)


def test_nothing_is_open_to_other_origins(client: httpx.Client) -> None:
    for origin in ("https://evil.example", "null", "http://127.0.0.1:1"):
        answer = client.get("/api/v1/collections", headers={"Origin": origin})
        assert not [name for name in answer.headers if name.startswith("access-control-")]


def test_forwarded_headers_of_a_client_do_not_make_it_local(stranger: httpx.Client) -> None:
    assert stranger.get("/metrics").status_code == 200
    for name in ("X-Forwarded-For", "Forwarded", "X-Real-IP"):
        refused(stranger.get("/metrics", headers={name: "127.0.0.1"}), 401)


def test_no_credential_ever_stands_in_a_log(service: Running, key: str, keys: dict[str, str]) -> None:
    whole = "".join(path.read_text(errors="replace") for path in (service.home / "logs").glob("*.log*"))
    for secret in (key, service.operator_token, *keys.values()):
        assert secret not in whole
