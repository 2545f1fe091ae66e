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
    "jobs/runner.py": "the job edge",
    "knowledge/parsers/hwp.py": "third-party parsing of hostile bytes",
    "knowledge/parsers/images.py": "third-party parsing of hostile bytes",
    "knowledge/parsers/mail.py": "third-party parsing of hostile bytes",
    "knowledge/parsers/registry.py": "third-party parsing of hostile bytes",
    "knowledge/parsers/sniffing.py": "third-party parsing of hostile bytes",
    "knowledge/sandbox/child.py": "the edge of the sandbox: whatever hostile input causes is one failed document",
    "llm/embedders/onnx.py": "third-party code that loads and runs a model",
}
