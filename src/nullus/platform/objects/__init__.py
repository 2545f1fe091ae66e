"""The object store: originals, kept unchanged under the SHA-256 of their content. One file an adapter, one line here."""

from importlib import import_module
from pathlib import Path

from nullus.platform.objects.port import ObjectMissing, ObjectStore, StoredObject

OBJECT_STORES: dict[str, str] = {
    "local": "nullus.platform.objects.local:LocalObjects",
    "memory": "nullus.platform.objects.memory:MemoryObjects",
}


def open_store(name: str, root: Path) -> ObjectStore:
    """Build the named store; `root` is its folder where it has one."""
    module, _, attribute = OBJECT_STORES[name].partition(":")
    store: ObjectStore = getattr(import_module(module), attribute)(root)
    return store


__all__ = ["OBJECT_STORES", "ObjectMissing", "ObjectStore", "StoredObject", "open_store"]
