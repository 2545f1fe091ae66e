"""What goes to a model passes one module, which wants the word of the egress policy; only the policy gives that word."""

import ast
from collections.abc import Iterator
from typing import get_args

from tests.architecture.house import Module, in_words, modules

from nullus.llm import Task

SENDING = "llm/routing/sending.py"
POLICY = "llm/egress/policy.py"
SENDS = {"stream", "embed_documents", "embed_query", "rerank"}
"""The methods of the ports (llm/ports.py) that send something."""
DOORS = {"gateway", "sending", "request"}
"""Objects whose methods of these names lead through the policy, or to no model at all."""
NO_MODELS = ("body", "settings", "wanted", "course.wanted", "PROVIDERS[")
"""What has attributes of these names: a request's own field, what somebody set or wants, and the registry's classes."""
TASKS = frozenset(get_args(Task)) - {"embed", "rerank"}
GATEWAY = {"chat", "embed_documents", "embed_query", "rerank"}
"""The methods of the gateway that send something."""
CALL_SITES: dict[str, set[str]] = {
    "chat/answering/writing.py": {"answer"},
    "chat/openai/http.py": {"embed"},
    "chat/openai/direct.py": {"answer"},
    "chat/answering/reranking.py": {"rerank"},
    "chat/turns/speaking.py": {"title", "rewrite", "suggest"},
    "chat/translation/translating.py": {"translate"},
    "evaluation/judging.py": {"judge"},
    "knowledge/ingestion/ingestion.py": {"embed"},
    "knowledge/ingestion/rebuild.py": {"embed"},
    "knowledge/retrieval/retrieval.py": {"embed"},
    "llm/http.py": {"embed"},
}
"""Every module that asks a model, and for which tasks. Whoever adds one proves in tests/attacks/test_forbidden_bytes.py that what
may not leave does not: by a flow there that is public and arrives, and the same one internal that does not."""
LABELS_OF_NOTHING = {"llm/http.py": "'public'", "chat/openai/http.py": "knowledge.UNLABELLED"}
"""Where a label is a constant: a trial sends words of ours; texts that programs send have no collection."""
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


def _of_the_gateway(module: Module) -> list[ast.Call]:
    return [call for call in _calls(module) if _method(call) in GATEWAY and _through(call) == "gateway"]


def test_every_module_that_asks_a_model_is_named_and_no_other() -> None:
    found = {module.place for module in modules() if _of_the_gateway(module)}
    assert found == set(CALL_SITES), in_words(sorted(found ^ set(CALL_SITES)))


def test_every_task_that_a_module_asks_for_is_named() -> None:
    for module in modules():
        tasks = {
            str(each.value)
            for call in _calls(module)
            if _method(call) in {"ModelCall", "short_text"}
            for argument in [*call.args, *(keyword.value for keyword in call.keywords if keyword.arg == "task")]
            for each in ast.walk(argument)
            if isinstance(each, ast.Constant) and each.value in TASKS
        }
        named = CALL_SITES.get(module.place, set()) | (
            CALL_SITES["chat/turns/speaking.py"] if "chat/" in module.place else set()
        )
        assert tasks <= named, f"{module.place} asks for {tasks - named}"


def test_a_label_is_what_is_in_the_call_and_not_a_word_of_the_program() -> None:
    for module in modules():
        for call in _of_the_gateway(module):
            if _method(call) == "chat":
                continue
            label = ast.unparse(call.args[-1])
            allowed = LABELS_OF_NOTHING.get(module.place)
            assert label == allowed or (allowed is None and label.islower() and label.isidentifier()), (
                module.place,
                label,
            )
        for call in _calls(module):
            if _method(call) == "ModelCall" and not module.place.startswith("llm/"):
                given = [*call.args[3:4], *(each.value for each in call.keywords if each.arg == "sensitivity")]
                assert len(given) == 1, module.place
                assert not isinstance(given[0], ast.Constant), module.place
