"""The processes that Nullus can be: supervisor (`up`), api, worker, scheduler, migrate."""
