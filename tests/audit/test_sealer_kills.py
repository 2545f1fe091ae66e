"""A sealer that is killed with -9 in the middle loses nothing and seals nothing twice (`python -m chaos.sealing`: 50 times)."""

from pathlib import Path

from chaos.sealing import kill_sealers

from nullus.platform.postgres import Access


async def test_three_kills_lose_and_double_nothing(access: Access, tmp_path: Path) -> None:
    found = await kill_sealers(access.app_url, tmp_path, 3)
    assert found.problems == ()
    assert found.sealed == found.written > 0
    assert found.checkpoints > 0
