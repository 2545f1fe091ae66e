"""Visits of a chatbot on other sites: let in by origin, bound to app, origin and visitor, answered from what was published."""

import base64
import json
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from chaos.running import Running
from joserfc import jws
from joserfc.jwk import OctKey
from tests.publishing.desk import API, BLOG, STRANGER, Desk, data, events, open_desk, refused, words


def test_a_page_of_an_allowed_origin_asks_and_is_answered_with_passages(desk: Desk) -> None:
    visit = desk.visit()
    assert visit["visitor"].startswith("nlw_")
    assert visit["look"]["suggestions"] == ["When does it open?"]
    assert visit["left"]["left"] == 3
    told = events(desk.ask(visit["token"], "When does the tide library open?"))
    assert "nine in the morning" in words(told)
    assert "NULLUS_" not in words(told), "a visitor can connect no model"
    (sources,) = [value for name, value in told if name == "sources"][-1:]
    assert sources["sources"][0].keys() == {"number", "documentName", "text", "headingPath", "page"}
    assert told[-1][0] == "done"
    assert told[-1][1]["left"]["left"] == 2
    assert any(name == "citation" for name, _ in told)


def test_answers_rest_on_what_was_published_and_on_nothing_else(desk: Desk) -> None:
    told = events(desk.ask(desk.visit()["token"], "Which number opens the vault of the tide library?"))
    assert "7319" not in json.dumps(told)


def test_a_visit_is_found_again_with_its_secret_and_keeps_its_conversation(desk: Desk) -> None:
    first = desk.visit()
    desk.ask(first["token"], "What does a membership card cost?")
    again = desk.visit(visitor=first["visitor"])
    assert again["visitor"] is None
    assert again["left"]["left"] == 2
    items = data(desk.call("GET", "visit", token=again["token"]))["items"]
    assert [each["answer"] for each in items] == [None, 1]
    assert items[0]["text"] == "What does a membership card cost?"
    assert data(
        desk.call("POST", "feedback", token=again["token"], json={"answer": 1, "rating": 1, "reason": "clear"})
    )["done"]
    assert data(desk.call("GET", "visit", token=again["token"]))["items"][1]["rating"] == 1
    refused(desk.call("POST", "feedback", token=again["token"], json={"answer": 9, "rating": 1}), 409, "NOT_AN_ANSWER")
    data(desk.call("POST", "forget", token=again["token"]))
    assert data(desk.call("GET", "visit", token=again["token"]))["items"] == []


@pytest.mark.parametrize(
    "origin",
    [STRANGER, None, "null", "http://blog.example.org", "https://blog.example.org:8443", "https://blog.example.org.evil.net",
     "https://evil-blog.example.org", "https://BLOG.example.org", ""],
)  # fmt: skip
def test_a_page_of_another_origin_gets_no_token(desk: Desk, origin: str | None) -> None:
    answer = desk.begin(origin=origin)
    refused(answer, 403, "ORIGIN_REFUSED")
    assert "access-control-allow-origin" not in answer.headers


def test_two_origins_at_once_are_none(desk: Desk) -> None:
    url = f"{desk.service.url}/embed/v1/session?app={desk.app}"
    answer = httpx.post(url, json={}, headers=[("Origin", BLOG), ("Origin", STRANGER)])
    refused(answer, 403, "ORIGIN_REFUSED")


def test_without_a_list_every_origin_is_refused(service: Running) -> None:
    desk = open_desk(service, origins=[])
    refused(desk.begin(), 403, "ORIGIN_REFUSED")


def test_browsers_are_answered_beforehand_app_by_app_and_never_with_cookies(desk: Desk) -> None:
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    good = desk.call("OPTIONS", "session", headers=asked)
    assert (good.status_code, good.headers["access-control-allow-origin"]) == (204, BLOG)
    assert "authorization" in good.headers["access-control-allow-headers"]
    bad = desk.call("OPTIONS", "session", headers=asked, origin=STRANGER)
    assert bad.status_code == 403
    for answer in (good, bad, desk.begin(), desk.begin(origin=STRANGER)):
        assert answer.headers["vary"] == "Origin"
        assert "access-control-allow-credentials" not in answer.headers
        assert answer.headers.get("access-control-allow-origin") in {None, BLOG}
        assert "set-cookie" not in answer.headers
    unknown = desk.call("OPTIONS", "session", headers=asked, app="nla_none")
    assert unknown.status_code == 403


def test_refusals_of_the_limits_can_be_read_by_the_page(desk: Desk) -> None:
    answer = desk.ask("nonsense", "Hello?")
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (401, BLOG)


def test_the_owner_sees_which_sites_were_refused_and_how_many_came(service: Running) -> None:
    desk = open_desk(service)
    desk.begin(origin=STRANGER)
    preflight = {"Access-Control-Request-Method": "POST"}
    desk.call("OPTIONS", "session", origin="https://third.example.com", headers=preflight)
    desk.ask(desk.visit()["token"], "When does it open?")
    found = desk.statistics()
    assert {each["origin"] for each in found["refused"]} == {STRANGER, "https://third.example.com"}
    assert (found["visitors"], found["days"][0]["questions"]) == (1, 1)


def test_a_token_is_good_for_its_app_and_its_origin_only(desk: Desk, service: Running) -> None:
    other = open_desk(service, origins=[BLOG, STRANGER])
    mine, theirs = desk.visit()["token"], other.visit()["token"]
    refused(other.ask(mine, "Hello?"), 401, "NOT_AUTHENTICATED")
    refused(desk.ask(theirs, "Hello?"), 401, "NOT_AUTHENTICATED")
    refused(other.ask(theirs, "Hello?", origin=STRANGER), 401, "NOT_AUTHENTICATED")
    assert events(other.ask(theirs, "When does it open?"))[-1][0] == "done"


def test_a_token_opens_nothing_but_the_visit(desk: Desk) -> None:
    token = desk.visit()["token"]
    for method, path in (
        ("GET", "/me"), ("GET", "/conversations"), ("POST", "/ask"), ("GET", "/collections"), ("POST", "/search"),
        ("GET", "/publications"), ("DELETE", "/me"), ("GET", "/me/usage"), ("GET", "/me/export"),
    ):  # fmt: skip
        answer = httpx.request(
            method, f"{desk.service.url}{API}{path}", headers={"Authorization": f"Bearer {token}"}, timeout=30
        )
        assert answer.status_code in {403, 405}, f"{method} {path}: {answer.status_code} {answer.text}"


def test_nothing_but_a_visitors_token_opens_a_visit(desk: Desk) -> None:
    operator = desk.service.operator_token
    refused(desk.ask(operator, "Hello?"), 403, "NOT_PERMITTED")
    secret = desk.visit()["visitor"]
    refused(desk.ask(secret, "Hello?"), 401, "NOT_AUTHENTICATED")
    answer = httpx.get(f"{desk.service.url}{API}/me", headers={"Authorization": f"Bearer {secret}"})
    assert answer.status_code == 401


def test_a_secret_of_one_chatbot_is_nobody_at_another(desk: Desk, service: Running) -> None:
    other = open_desk(service)
    mine = desk.visit()
    assert other.visit(visitor=mine["visitor"])["visitor"] not in {None, mine["visitor"]}


def _forged(token: str, **changed: Any) -> str:
    head, body, signature = token.split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))) | changed
    made = base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=").decode()
    return f"{head}.{made}.{signature}"


@pytest.mark.parametrize(
    "changed",
    [{"exp": 4_000_000_000}, {"org": STRANGER}, {"app": str(uuid.uuid4())}, {"sub": str(uuid.uuid4())}, {"aud": "nullus"}],
)  # fmt: skip
def test_a_token_that_was_changed_is_none(desk: Desk, changed: dict[str, Any]) -> None:
    refused(desk.ask(_forged(desk.visit()["token"], **changed), "Hello?"), 401, "NOT_AUTHENTICATED")


def test_a_closed_chatbot_ends_its_visits_within_five_seconds(service: Running) -> None:
    desk = open_desk(service)
    token = desk.visit()["token"]
    assert desk.call("GET", "visit", token=token).status_code == 200
    desk.change(widget=False, page=False)
    until = time.monotonic() + 5.5
    while time.monotonic() < until and desk.call("GET", "visit", token=token).status_code == 200:
        time.sleep(0.2)
    assert desk.call("GET", "visit", token=token).status_code in {401, 404}
    refused(desk.begin(), 404, "PUBLICATION_NOT_FOUND")


def test_an_origin_that_was_taken_off_the_list_ends_its_visits(service: Running) -> None:
    desk = open_desk(service)
    token = desk.visit()["token"]
    desk.change(origins=[STRANGER])
    refused(desk.ask(token, "Hello?"), 403, "ORIGIN_REFUSED")


def test_a_visitor_asks_as_often_as_their_tier_allows(desk: Desk) -> None:
    token = desk.visit()["token"]
    for _ in range(3):
        assert events(desk.ask(token, "When does it open?"))[-1][0] == "done"
    body = refused(desk.ask(token, "And once more?"), 429, "QUOTA_EXCEEDED")
    assert body["message"]


def test_who_begins_anew_as_somebody_else_has_no_more_than_their_network(service: Running) -> None:
    desk = open_desk(service, tier="guest")
    answers = [desk.ask(desk.visit()["token"], "When does it open?") for _ in range(5)]
    assert 429 in {each.status_code for each in answers}, "the limit of a network does not hold"
    assert len({each["day"] for each in desk.statistics()["days"]}) == 1


def test_the_quota_of_the_app_holds_when_many_ask_at_once(service: Running) -> None:
    desk = open_desk(service, questionsPerDay=2)
    tokens = [desk.visit()["token"] for _ in range(6)]
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda token: desk.ask(token, "When does it open?"), tokens))
    assert sorted(each.status_code for each in answers) == [200, 200, 429, 429, 429, 429]
    assert desk.statistics()["days"][0] | {"day": ""} == {"day": "", "visitors": 6, "questions": 2, "overLimit": 4}


def test_the_quota_of_a_visitor_holds_when_their_tabs_ask_at_once(desk: Desk) -> None:
    token = desk.visit()["token"]
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: desk.ask(token, "When does it open?"), range(6)))
    assert sorted(each.status_code for each in answers) == [200, 200, 200, 429, 429, 429]


def test_a_collection_that_is_not_public_any_more_answers_no_visitor(service: Running) -> None:
    desk = open_desk(service)
    token = desk.visit()["token"]
    path = f"{API}/collections/{desk.collection_id}"
    data(desk.client.patch(path, json={"access": "workspace"}))
    refused(desk.ask(token, "When does it open?"), 409, "NOTHING_PUBLISHED")
    assert desk.statistics()["days"][0]["questions"] == 0


def test_users_of_the_host_are_known_by_its_signature(service: Running) -> None:
    desk = open_desk(service)
    secret = data(desk.client.post(f"{API}/publications/{desk.id}/secret", json={}), 201)["secret"]

    def signed(**changed: Any) -> str:
        claims = {"sub": "user-7", "aud": desk.app, "exp": int(time.time()) + 300, **changed}
        return jws.serialize_compact(
            {"alg": "HS256"}, json.dumps(claims), OctKey.import_key(changed.pop("key", secret))
        )

    first = desk.visit(identity=signed())
    desk.ask(first["token"], "When does it open?")
    elsewhere = desk.visit(identity=signed())  # another browser of the same user
    assert elsewhere["left"]["left"] == 2
    assert len(data(desk.call("GET", "visit", token=elsewhere["token"]))["items"]) == 2
    for bad in (
        signed(aud="nla_other"), signed(exp=int(time.time()) - 60), signed(exp=int(time.time()) + 90_000), signed(sub=""),
        signed()[:-4] + "AAAA", "a.b.c",
    ):  # fmt: skip
        refused(desk.begin(identity=bad), 403, "IDENTITY_NOT_VALID")
    desk.change(identity="required")
    refused(desk.begin(), 403, "IDENTITY_NOT_VALID")
    listed = desk.client.get(f"{API}/publications/{desk.id}").text
    assert secret not in listed


def test_a_visitor_takes_the_conversation_along_to_an_account(desk: Desk) -> None:
    service, client = desk.service, desk.client
    data(client.put(f"{API}/sign-up", json={"mode": "open"})) if client.get(
        f"{API}/sign-up"
    ).status_code == 200 else None
    visit = desk.visit()
    desk.ask(visit["token"], "What does a membership card cost?")
    handed = data(desk.call("POST", "handover", token=visit["token"]))
    code = handed["address"].partition("#")[2]
    with httpx.Client(base_url=service.url) as browser:
        arrived = data(browser.post(f"{API}/auth/guest/continue", json={"code": code}), 201)
        assert arrived["account"]["kind"] == "guest"
        assert browser.get(f"{API}/conversations").status_code == 403  # they may sign up, and nothing else
    refused(httpx.post(f"{service.url}{API}/auth/guest/continue", json={"code": code}), 422, "HANDOVER_NOT_VALID")
