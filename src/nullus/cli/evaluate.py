"""`nullus evaluate`: golden questions of a collection, runs over them, and their comparison."""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from nullus.cli.client import Client, connect, segment
from nullus.cli.collections import AsJson, collection_named
from nullus.cli.output import say, show, show_json, words
from nullus.cli.tiers import BadAssignment
from nullus.platform.errors import ErrorKind, NullusError, Text

POLL_SECONDS = 0.5
_AT_ONCE, _BYTES_AT_ONCE = 100, 500_000
_STATES = {
    "queued": words("queued", "대기"),
    "running": words("running", "실행 중"),
    "done": words("done", "완료"),
    "failed": words("failed", "실패"),
}
_VERDICTS = {"better": "good", "worse": "bad", "same": None}
Collection = Annotated[str, typer.Option(help=words("The collection.", "컬렉션."))]
Bars = Annotated[
    list[str] | None,
    typer.Option(
        "--bar",
        metavar="MEASURE=VALUE",
        help=words(
            "What must be reached, such as recall@10=0.95; else the exit status is 1. May be given again.",
            "넘어야 할 기준. 예: recall@10=0.95. 못 넘으면 종료 상태가 1입니다. 여러 번 쓸 수 있습니다.",
        ),
    ),
]


class QuestionFileUnreadable(NullusError):
    """A file of questions cannot be opened."""

    kind = ErrorKind.INVALID
    code = "question_file_unreadable"
    message = Text(en="{path} cannot be read: {problem}", ko="{path}을(를) 읽을 수 없습니다: {problem}")
    hint = Text(
        en="Check the path, then `nullus evaluate import FILE --collection NAME`.",
        ko="경로를 확인한 뒤 `nullus evaluate import 파일 --collection 이름`을 실행하세요.",
    )


def add_to(app: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True)
    for name, command, en, ko in (
        ("run", run, "Ask the golden questions and measure.", "기준 질문을 물어 측정합니다."),
        ("compare", compare, "Compare two runs.", "두 평가를 비교합니다."),
        ("list", list_runs, "List runs, newest first.", "평가 목록을 최신순으로 봅니다."),
        ("show", show_run, "Show one run.", "평가 하나를 봅니다."),
        ("import", import_file, "Bring golden questions from a file.", "파일에서 기준 질문을 가져옵니다."),
        (
            "feedback",
            from_feedback,
            "Take over your well-rated answers.",
            "좋게 평가한 내 답변을 기준 질문으로 가져옵니다.",
        ),
        ("add", add, "Write a golden question.", "기준 질문을 씁니다."),
        ("questions", questions, "List golden questions.", "기준 질문 목록을 봅니다."),
        ("remove", remove, "Delete a golden question.", "기준 질문을 삭제합니다."),
    ):
        group.command(name, help=words(en, ko))(command)
    app.add_typer(group, name="evaluate", help=words("How good search and answers are.", "검색과 답변의 품질 평가."))


def run(
    collection: Collection,
    mode: Annotated[str, typer.Option(help="hybrid|dense|lexical")] = "hybrid",
    top_k: Annotated[
        int, typer.Option(min=1, max=50, help=words("Passages that are looked at.", "살펴볼 구절 수."))
    ] = 10,
    answers: Annotated[
        bool, typer.Option("--answers", help=words("Also let answers be written.", "답변도 평가합니다."))
    ] = False,
    prompt: Annotated[
        str | None,
        typer.Option(help=words("A version of the answer prompt, also a draft.", "답변 프롬프트 버전(초안도 가능).")),
    ] = None,
    judge: Annotated[
        bool,
        typer.Option("--judge", help=words("Also let a model judge the answers.", "답변을 모델이 채점하게 합니다.")),
    ] = False,
    rerank: Annotated[
        bool,
        typer.Option("--rerank", help=words("Let a reranking model order what is found.", "찾은 구절을 재정렬합니다.")),
    ] = False,
    name: Annotated[str, typer.Option(help=words("A name for it.", "평가 이름."))] = "",
    bar: Bars = None,
    as_json: AsJson = False,
) -> None:
    client = connect()
    body: dict[str, Any] = {
        "collectionId": collection_named(client, collection)["id"],
        "name": name,
        "mode": mode,
        "topK": top_k,
        "answers": answers or judge,
        "judge": judge,
        "rerank": rerank,
        "bars": dict(_bar(each) for each in bar or ()),
    } | ({"prompt": prompt} if prompt else {})
    found = _wait(client, client.post("/api/v1/evaluations", body))
    show_json(found, verbatim=True) if as_json else _show(found)
    if found["missed"] or found["state"] != "done":
        raise typer.Exit(1)


def compare(
    first: str,
    second: str,
    not_worse: Annotated[
        list[str] | None,
        typer.Option(
            metavar="MEASURE",
            help=words(
                "Exit with 1 if the second run is worse in this.", "두 번째가 이 값에서 더 나쁘면 1로 끝냅니다."
            ),
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    found = connect().post("/api/v1/evaluations/compare", {"first": first, "second": second})
    verdicts = {each["measure"]: each["verdict"] for each in found["differences"]}
    if as_json:
        show_json(found, verbatim=True)
    else:
        show(
            f"{'':<20} {words('first', '첫째'):>8} {words('second', '둘째'):>8}  {words('difference', '차이'):>10}   95 %",
            "dim",
        )
        for each in found["differences"]:
            figures = f"{each['first']:8.4f} {each['second']:8.4f}  {each['difference']:+10.4f}"
            span = f"[{each['low']:+.4f}, {each['high']:+.4f}]"
            line = f"{each['measure']:<20} {figures}   {span}  {each['verdict']:<6}  n={each['questions']}"
            show(line, _VERDICTS[each["verdict"]])
    if any(verdicts.get(each, "worse") == "worse" for each in not_worse or ()):
        raise typer.Exit(1)


def list_runs(
    collection: Annotated[str | None, typer.Option(help=words("Only of this collection.", "이 컬렉션만."))] = None,
    limit: Annotated[int, typer.Option(min=1, max=500)] = 20,
    as_json: AsJson = False,
) -> None:
    client = connect()
    asked = collection_named(client, collection)["id"] if collection else None
    page = client.get("/api/v1/evaluations", collectionId=asked, limit=limit)
    if as_json:
        show_json(page, verbatim=True)
        return
    for each in page["items"]:
        figures = "  ".join(
            f"{name} {each['metrics'][name]['value']:.4f}"
            for name in ("recall@10", "mrr@10")
            if name in each["metrics"]
        )
        missed = words("  bar missed", "  기준 미달") if each["missed"] else ""
        show(f"{each['id']}  {_STATES[each['state']]:<8} {each['collection']}  {each['name']}  {figures}{missed}")
    if not page["items"]:
        say(Text(en="No evaluations yet.", ko="아직 평가가 없습니다."))


def show_run(
    evaluation: str,
    results: Annotated[
        bool, typer.Option("--results", help=words("What each question measured.", "질문마다 잰 값도 봅니다."))
    ] = False,
    as_json: AsJson = False,
) -> None:
    client, path = connect(), f"/api/v1/evaluations/{segment(evaluation)}"
    found = client.get(path)
    each_question = list(client.pages(f"{path}/results")) if results else []
    if as_json:
        show_json(found | ({"results": each_question} if results else {}), verbatim=True)
        return
    _show(found)
    for each in each_question:
        figures = " ".join(f"{name}={value:.2f}" for name, value in each["measures"].items())
        show(f"  {each['question'][:80]}  {figures}  {each['failure'] or ''}".rstrip())


def import_file(
    file: Annotated[Path, typer.Argument(help=words("JSON lines or SQuAD.", "JSON lines 또는 SQuAD 파일."))],
    collection: Collection,
    as_json: AsJson = False,
) -> None:
    from nullus import evaluation

    try:
        content = file.read_bytes()
    except OSError as error:
        raise QuestionFileUnreadable(path=file, problem=error.strerror or "") from error
    items = [_item(each) for each in evaluation.read(content)]
    client = connect()
    path = f"/api/v1/collections/{collection_named(client, collection)['id']}/golden-questions"
    total: dict[str, Any] = {"added": 0, "known": 0, "unmatched": []}
    start = 0
    for batch in _batches(items):
        found = client.post(path, {"items": batch, "origin": "import"})
        total["added"] += found["added"]
        total["known"] += found["known"]
        total["unmatched"] += [each | {"index": each["index"] + start} for each in found["unmatched"]]
        start += len(batch)
        if sys.stderr.isatty():
            sys.stderr.write(f"\r\033[K{start}/{len(items)} ")
            sys.stderr.flush()
    if sys.stderr.isatty():
        sys.stderr.write("\r\033[K")
    show_json(total, verbatim=True) if as_json else _show_added(total)
    if total["unmatched"]:
        raise typer.Exit(1)


def from_feedback(collection: Collection, as_json: AsJson = False) -> None:
    client = connect()
    path = f"/api/v1/collections/{collection_named(client, collection)['id']}/golden-questions/from-feedback"
    found = client.post(path)
    show_json(found, verbatim=True) if as_json else _show_added(found)


def add(
    question: str,
    collection: Collection,
    quote: Annotated[
        list[str] | None, typer.Option(help=words("Words of a passage that answers.", "답이 있는 구절의 글."))
    ] = None,
    document: Annotated[
        str | None, typer.Option(help=words("The document that holds them.", "그 구절이 있는 문서 이름."))
    ] = None,
    fact: Annotated[
        list[str] | None, typer.Option(help=words("What a right answer states.", "정답이 말해야 하는 사실."))
    ] = None,
    unanswerable: Annotated[
        bool, typer.Option("--unanswerable", help=words("The documents do not answer it.", "문서에 답이 없는 질문."))
    ] = False,
    as_json: AsJson = False,
) -> None:
    client = connect()
    passages = [{"quote": each} | ({"document": document} if document else {}) for each in quote or ()]
    item = {
        "question": question,
        "passages": passages,
        "facts": [[each] for each in fact or ()],
        "answerable": not unanswerable,
    }
    path = f"/api/v1/collections/{collection_named(client, collection)['id']}/golden-questions"
    found = client.post(path, {"items": [item], "origin": "hand"})
    show_json(found, verbatim=True) if as_json else _show_added(found)
    if found["unmatched"]:
        raise typer.Exit(1)


def questions(collection: Collection, as_json: AsJson = False) -> None:
    client = connect()
    found = list(client.pages(f"/api/v1/collections/{collection_named(client, collection)['id']}/golden-questions"))
    if as_json:
        show_json({"items": found, "nextCursor": None}, verbatim=True)
        return
    for each in found:
        held = ", ".join(name["name"] for passage in each["passages"] for name in passage["documents"])
        show(f"{each['id']}  {each['question']}  {held or words('(no passage)', '(구절 없음)')}")
    if not found:
        say(Text(en="No golden questions yet.", ko="아직 기준 질문이 없습니다."))


def remove(question: str, as_json: AsJson = False) -> None:
    gone = connect().delete(f"/api/v1/golden-questions/{segment(question)}")
    show_json(gone) if as_json else say(Text(en="Deleted.", ko="지웠습니다."))


def _wait(client: Client, found: dict[str, Any]) -> dict[str, Any]:
    """Until it has ended; on a terminal with its progress."""
    while found["state"] in {"queued", "running"}:
        time.sleep(POLL_SECONDS)
        if sys.stderr.isatty() and found["jobId"] is not None:
            progress = client.get(f"/api/v1/jobs/{found['jobId']}")["progress"] or {}
            done, total = progress.get("done"), progress.get("total")
            sys.stderr.write(f"\r\033[K{done if done is not None else 0}/{total or found['questions']} ")
            sys.stderr.flush()
        found = client.get(f"/api/v1/evaluations/{found['id']}")
    if sys.stderr.isatty():
        sys.stderr.write("\r\033[K")
    return found


def _show(found: dict[str, Any]) -> None:
    configuration = found["configuration"]
    style = {"done": "good", "failed": "bad"}.get(found["state"])
    show(f"{found['id']}  {_STATES[found['state']]}  {found['collection']}  {found['name']}".rstrip(), style)
    said = {name: value for name, value in configuration.items() if value not in (None, [], {}, False)}
    show("  " + "  ".join(f"{name} {_plain(value)}" for name, value in said.items()), "dim")
    for name, mean in found["metrics"].items():
        bar = f"  ({words('bar', '기준')} {found['bars'][name]:g})" if name in found["bars"] else ""
        lost = name in found["missed"]
        show(f"  {name:<20} {mean['value']:.4f}  n={mean['questions']}{bar}", "bad" if lost else None)
    for name in found["missed"]:
        say(Text(en="Bar missed: {name}", ko="기준 미달: {name}"), "bad", name=name)
    if found["unmatched"]:
        say(
            Text(
                en="{count} questions expect passages that are not in the collection any more; they were left out.",
                ko="질문 {count}개는 기대한 구절이 컬렉션에 더 이상 없어 제외했습니다.",
            ),
            "warn",
            count=found["unmatched"],
        )
    for code, count in found["failures"].items():
        say(Text(en="{count} answers failed: {code}", ko="답변 {count}개 실패: {code}"), "warn", count=count, code=code)
    for code, count in found["unjudged"].items():
        text = Text(
            en="{count} answers have no verdict of the judge ({code}); they count as neither right nor wrong.",
            ko="답변 {count}개는 채점하지 못했습니다({code}). 맞음에도 틀림에도 넣지 않았습니다.",
        )
        say(text, "warn", count=count, code=code)
    if found["failure"] is not None:
        say(found["failure"]["message"], "bad")
        say(f"→ {found['failure']['hint']}")


def _show_added(found: dict[str, Any]) -> None:
    show(
        words(
            f"{found['added']} added, {found['known']} known already",
            f"{found['added']}개 추가, {found['known']}개는 이미 있음",
        )
    )
    for each in found["unmatched"]:
        say(
            Text(
                en="Not found in the collection: “{quote}” (question {number}: {question})",
                ko="컬렉션에서 찾지 못함: “{quote}” ({number}번 질문: {question})",
            ),
            "warn",
            quote=each["quote"][:80],
            number=each["index"] + 1,
            question=each["question"][:80],
        )


def _item(each: Any) -> dict[str, Any]:
    """A question of a file on the wire."""
    passages = [{"quote": one.quote} | ({"document": one.document} if one.document else {}) for one in each.passages]
    item = {
        "question": each.question,
        "passages": passages,
        "facts": [list(one) for one in each.facts],
        "answerable": each.answerable,
        "source": each.source[:200],
    }
    return item | ({"language": each.language} if each.language else {})


def _batches(items: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Pieces that the service takes at once: questions of one passage stand together, so it is looked up once."""
    batch: list[dict[str, Any]] = []
    size = 0
    for each in items:
        length = len(json.dumps(each))
        if batch and (len(batch) == _AT_ONCE or size + length > _BYTES_AT_ONCE):
            yield batch
            batch, size = [], 0
        batch.append(each)
        size += length
    if batch:
        yield batch


def _bar(typed: str) -> tuple[str, float]:
    name, equals, value = typed.partition("=")
    try:
        if not name or not equals:
            raise ValueError(typed)
        return name, float(value)
    except ValueError:
        raise BadAssignment(typed=typed) from None


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ",".join(map(str, value))
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)
