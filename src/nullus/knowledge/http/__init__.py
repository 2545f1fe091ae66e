"""The routes of this room: one file a subject."""

from nullus.knowledge.http import collections, documents, index, pages, search, uploads
from nullus.platform.web import Router

router = Router()
for each in (collections, uploads, documents, pages, search, index):
    router.include_router(each.router)
