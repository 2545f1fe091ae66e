"""Every place that may leave a house rule, with the reason. A stale entry fails the tests as well."""

# Files over 400 lines, functions over 60.
LONG_FILES: dict[str, str] = {
    "audit/verifier.py": "one file on purpose: it is copied away to verify exports where nothing else of Nullus is",
}
LONG_FUNCTIONS: dict[str, str] = {}

# Statements in SQL outside store.py, models.py and the migrations.
SQL: dict[str, str] = {
    "jobs/pulse.py": "keeps the connection alive that listens for new jobs",
    "platform/database.py": "opens the transaction and sets its workspace",
    "platform/postgres/cluster.py": "resets the superuser's password with the server stopped",
    "platform/postgres/provision.py": "makes the roles, the database and its settings, before there is a schema",
}

# Reading the environment outside platform/settings.py.
ENVIRONMENT: dict[str, str] = {}

# Catching every exception: the three edges, third-party code on hostile input, and handing one over to another task.
CATCH_ALL: dict[str, str] = {
    "chat/streaming.py": "hands the producer's exception to the consumer, which raises it",
    "chat/turns/turns.py": "the edge of the task that writes an answer: whatever happens, the answer ends and is marked",
    "jobs/runner.py": "the job edge",
    "knowledge/parsers/hwp.py": "third-party parsing of hostile bytes",
    "knowledge/parsers/images.py": "third-party parsing of hostile bytes",
    "knowledge/parsers/mail.py": "third-party parsing of hostile bytes",
    "knowledge/parsers/registry.py": "third-party parsing of hostile bytes",
    "knowledge/parsers/sniffing.py": "third-party parsing of hostile bytes",
    "knowledge/sandbox/child.py": "the edge of the sandbox: whatever hostile input causes is one failed document",
    "llm/embedders/onnx.py": "third-party code that loads and runs a model",
    "llm/rerankers/onnx.py": "third-party code that loads and runs a model",
}

# Transactions of the service itself, that belong to no workspace: a file, or a room's folder. They see accounts, the queue
# and which indexes there are; what people have written they never see.
ACROSS_WORKSPACES: dict[str, str] = {
    "knowledge/leaving/persons.py": "where a person has documents, and whether originals are gone: one person, several workspaces",
    "chat/turns/journal.py": "stores for everybody what this process writes, telling no contents; ends what crashes left",
    "audit/": "the trail is sealed and written for all workspaces",
    "chat/http/gaps.py": "the names of those who resolved questions; accounts belong to no workspace",
    "chat/insight/insight.py": "sums of the ledger, and the tiers of those who asked in one workspace, after the permission for it",
    "evaluation/keeping.py": "where a person has golden questions: one person, several workspaces",
    "identity/": "accounts, sessions, tiers and rates belong to no workspace, and who asks is not known before they are read",
    "chat/showing/belongings.py": "where a person has conversations: one person, several workspaces",
    "chat/showing/sharing.py": "who reads by a link is in no workspace; only the link is looked up, the rest in its workspace",
    "jobs/checks.py": "names work that does not get on, of every workspace",
    "jobs/pulse.py": "a worker serves every workspace",
    "jobs/runner.py": "a worker serves every workspace",
    "jobs/schedules.py": "upkeep belongs to nobody",
    "jobs/worker.py": "trims ended jobs of every workspace",
    "knowledge/ingestion/checks.py": "names indexes that are being rebuilt",
    "knowledge/index/follower.py": "asks which indexes there are; each is read in its own workspace",
    "knowledge/retrieval/retrieval.py": "asks at the start whether there is any index",
    "knowledge/ingestion/upkeep.py": "what crashes left, of every workspace, by functions that tell no contents",
    "llm/directory/": "the operator's model providers belong to the service and to no workspace, and hold nobody's data",
    "llm/prompts/": "prompts belong to the service and to no workspace, and hold nobody's data",
    "llm/spending/": "calls of all workspaces are written together, and budgets of the service reach across them",
    "llm/worker.py": "drops old periods of budgets of every workspace",
    "llm/routing_http.py": "which models are tried for what concerns the service, no workspace",
    "publishing/": "visitors are let in, counted and limited before they are in any workspace; contents are read as they see them",
    "platform/database.py": "asks whether the database answers",
    "roles/vital_signs.py": "asks whether the database answers and which schema it has",
    "platform/web/loading.py": "loads what belongs to the service and to no workspace, for its operators",
}
