"""A real worker for the kill test: `python -m tests.knowledge.rebuilding_process URL BATCHES`: it dawdles after so many."""

import asyncio
import sys
from collections.abc import Sequence

from tests.jobs.work import QUICK
from tests.knowledge.filled import WordsEmbedder, rebuilding

from nullus.jobs import Runner
from nullus.llm import Vectors
from nullus.platform.database import Database


class Dawdler(WordsEmbedder):
    """Stops for a minute after so many batches."""

    batches = 0

    async def embed_documents(self, texts: Sequence[str]) -> Vectors:
        if self.batches == int(sys.argv[2]):
            await asyncio.sleep(60)
        self.batches += 1
        return await super().embed_documents(texts)


async def main(url: str) -> None:
    database = Database(url, pool_size=4)
    await Runner(database, rebuilding(database, Dawdler("two", 32)), QUICK).run()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
