"""What goes to a model passes one module, which wants the word of the egress policy; only the policy gives that word."""

import ast
from collections.abc import Iterator

from tests.architecture.house import Module, in_words, modules

SENDING = "llm/routing/sending.py"
POLICY = "llm/egress/policy.py"
SENDS = {"stream", "embed_documents", "embed_query", "rerank"}
"""The methods of the ports (llm/ports.py) that send something."""
DOORS = {"gateway", "sending", "request"}
"""Objects whose methods of these names lead through the policy, or to no model at all."""
NO_MODELS = ("body", "settings", "wanted", "course.wanted", "PROVIDERS[")
"""What has attributes of these names: a request's own field, what somebody set or wants, and the registry's classes."""
ADAPTERS = ("llm/providers/", "llm/embedders/", "llm/rerankers/")
ASKERS = {"llm/gateway.py", "llm/routing/attempts.py", "llm/directory/trials.py"}
# Whoever tries a model or warms it up sends a word of ours.
CLEARED_FOR_PUBLIC = {"llm/directory/trials.py": 2, "llm/gateway.py": 2}


def _calls(module: Module) -> Iterator[ast.Call]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            yield node


def _through(call: ast.Call) -> str:
    """The name of the object whose method is called: `gateway` of `self._gateway.chat(…)`."""
    if not isinstance(call.func, ast.Attribute):
        return ""
    owner = call.func.value
    name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
    return name.lstrip("_")


def _method(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def test_one_module_alone_calls_what_sends_to_a_model() -> None:
    found: dict[str, set[str]] = {}
    for module in modules():
        if module.place.startswith(ADAPTERS):
            continue
        for call in _calls(module):
            if isinstance(call.func, ast.Attribute) and _method(call) in SENDS and _through(call) not in DOORS:
                found.setdefault(module.place, set()).add(_method(call))
    assert found == {SENDING: SENDS}, found


def test_nobody_takes_a_sending_method_along_to_call_it_elsewhere() -> None:
    loose = []
    for module in modules():
        called = {id(call.func) for call in _calls(module)}
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.Attribute) or node.attr not in SENDS or id(node) in called:
                continue
            if not ast.unparse(node.value).startswith(NO_MODELS):
                loose.append(f"{module.place}:{node.lineno}: {ast.unparse(node)}")
    assert not loose, in_words(loose)


def test_everything_that_is_sent_wants_a_clearance_first() -> None:
    (sending,) = (module for module in modules() if module.place == SENDING)
    functions = [each for each in sending.tree.body if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)]
    assert {each.name for each in functions} == {"chat", "embed_documents", "embed_query", "rerank"}
    for function in functions:
        steps = [each for each in function.body if not isinstance(each, ast.Expr) or isinstance(each.value, ast.Call)]
        assert ast.unparse(steps[0]).startswith("egress.require(clearance, "), function.name


def test_the_policy_alone_makes_a_clearance() -> None:
    makers = {module.place for module in modules() for call in _calls(module) if _method(call) == "Clearance"}
    assert makers == {POLICY}
    sealers = {
        module.place
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Name | ast.Attribute) and ast.unparse(node).endswith("_SEAL")
    }
    assert sealers == {POLICY}


def test_few_ask_the_policy_and_what_they_call_public_is_counted() -> None:
    asking = [
        (module.place, call)
        for module in modules()
        for call in _calls(module)
        if _method(call) == "clear" and _through(call) == "egress"
    ]
    assert {place for place, _ in asking} == ASKERS
    said = [place for place, call in asking if isinstance(call.args[0], ast.Constant)]
    assert {place: said.count(place) for place in said} == CLEARED_FOR_PUBLIC
