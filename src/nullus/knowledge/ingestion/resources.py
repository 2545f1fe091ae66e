"""What the functions of this room are handed by the process they run in: opened once, passed down."""

from dataclasses import dataclass

from nullus.knowledge.sandbox import Sandbox
from nullus.knowledge.settings import KnowledgeSettings
from nullus.llm import Gateway
from nullus.platform.database import Database
from nullus.platform.objects import ObjectStore


@dataclass(frozen=True, slots=True)
class WorkerResources:
    """For the worker: everything that reading, embedding and indexing needs."""

    db: Database
    objects: ObjectStore
    gateway: Gateway
    sandbox: Sandbox
    settings: KnowledgeSettings
