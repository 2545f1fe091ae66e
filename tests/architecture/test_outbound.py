"""Where Nullus connects to is the operator's choice: few modules make a client, one adds origins, and no request names a host."""

import ast
import re

from tests.architecture.house import in_words, modules
from tests.matrix.calls import _fields, calls

# Who makes an outbound client, and whose word its origins are.
CLIENTS = {
    "knowledge/documents/fetching.py": "sites that the operator lets people add documents from, by NULLUS_KNOWLEDGE_FETCH_FROM",
    "identity/providers/oidc_directory.py": "identity providers that the operator set up",
    "llm/directory/changes.py": "a model provider that the operator is adding: tried before it is kept",
    "llm/directory/listing.py": "the operator's model providers",
    "llm/gateway.py": "what the settings name",
}
FOLLOWER = "llm/directory/listing.py"
"""The one module whose client's origins change while it runs."""
HOSTS = re.compile(r"(url|uri|host|server|address|endpoint|issuer|origin|proxy|webhook)$", re.IGNORECASE)

NO_HOST = {
    "GET /api/v1/audit/entries": "looks for entries by the address that a request came from",
    "POST /api/v1/collections/{collection_id}/documents/url": "one of the sites that the operator allows; by default none",
}


def _called(node: ast.AST) -> str:
    if not isinstance(node, ast.Call):
        return ""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def test_only_named_modules_make_an_outbound_client() -> None:
    found = {each.place for each in modules() for node in ast.walk(each.tree) if _called(node) == "Outbound"}
    assert found == set(CLIENTS), in_words(sorted(found ^ set(CLIENTS)))


def test_only_the_operators_list_changes_the_origins_of_a_client() -> None:
    found = {
        each.place
        for each in modules()
        for node in ast.walk(each.tree)
        if _called(node) == "follow" and isinstance(node, ast.Call) and "outbound" in ast.unparse(node.func)
    }
    assert found == {FOLLOWER}


def test_only_operators_name_a_host_in_a_request() -> None:
    naming = {
        str(call): call.policy
        for call in calls()
        for _, steps, schema in _fields(call.description)
        if HOSTS.search(str(steps[-1])) and "enum" not in schema and str(call) not in NO_HOST
    }
    assert {"operate"} == set(naming.values()), naming
    assert any("/providers" in call for call in naming)
