"""Passwords are hashed with argon2id in a few threads of their own: many sign-ins at once may neither stop the loop nor fill
the memory.
"""

import asyncio
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from pwdlib import PasswordHash
from pwdlib.exceptions import PwdlibError
from pwdlib.hashers.argon2 import Argon2Hasher

from nullus.identity.people.errors import TooManySignIns
from nullus.identity.settings import IdentitySettings

WAITING = 64
"""Checks that may wait for a thread; more are turned away at once."""
LONGEST = 1024

T = TypeVar("T")


class Passwords:
    """Hashes and checks passwords; one a process."""

    def __init__(self, settings: IdentitySettings) -> None:
        self._hash = PasswordHash(
            (
                Argon2Hasher(
                    time_cost=settings.argon2_rounds,
                    memory_cost=settings.argon2_memory_kib,
                    parallelism=settings.argon2_lanes,
                ),
            )
        )
        self._threads = ThreadPoolExecutor(settings.password_checks, thread_name_prefix="password")
        self._waiting = 0
        self._nobody = self._hash.hash("nobody has this password")

    async def hash(self, password: str) -> str:
        """The hash to keep. Raises TooManySignIns."""
        return await self._run(self._hash.hash, composed(password))

    async def check(self, password: str, kept: str | None) -> tuple[bool, str | None]:
        """Whether it is the password, and a new hash when the kept one is weaker than what is set now.

        Without a kept hash the same work is done for nothing, so that the time does not tell. Raises TooManySignIns.
        """
        right, renewed = await self._run(self._verify, composed(password)[: LONGEST + 1], kept or self._nobody)
        return (right and kept is not None), (renewed if right and kept is not None else None)

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _verify(self, password: str, kept: str) -> tuple[bool, str | None]:
        try:
            return self._hash.verify_and_update(password, kept)
        except PwdlibError:
            return False, None

    async def _run(self, work: Callable[..., T], *arguments: str) -> T:
        if self._waiting >= WAITING:
            raise TooManySignIns(retry_after_seconds=2)
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work, *arguments)
        finally:
            self._waiting -= 1


def composed(password: str) -> str:
    """The one form of a password that was typed on different keyboards."""
    return unicodedata.normalize("NFC", password)
