"""What a process remembers of credentials: little, and not for long."""

from nullus.identity.credentials.credential_cache import CACHE_ENTRIES, CredentialCache
from nullus.kit import new_id
from nullus.platform.actor import Actor


def test_the_cache_stays_small() -> None:
    cache = CredentialCache()
    actor = Actor("key", new_id())
    for number in range(CACHE_ENTRIES + 10):
        cache.keep((number.to_bytes(4), None), actor)
    assert cache.find((bytes(4), None)) is None
    assert cache.find(((CACHE_ENTRIES + 9).to_bytes(4), None)) == actor


def test_what_has_ended_is_not_remembered_however_new() -> None:
    cache = CredentialCache()
    cache.keep((b"a", None), Actor("person", new_id()), seconds=0)
    assert cache.find((b"a", None)) is None


def test_an_account_is_forgotten_with_all_its_credentials() -> None:
    cache, account = CredentialCache(), new_id()
    for token, person in ((b"a", account), (b"b", account), (b"c", new_id())):
        cache.keep((token, None), Actor("person", new_id(), person, new_id()))
    cache.forget(account_id=account)
    assert [cache.find((token, None)) is None for token in (b"a", b"b", b"c")] == [True, True, False]
