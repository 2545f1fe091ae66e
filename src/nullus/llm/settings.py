"""Which embedder and which chat model this installation uses, and how long it waits for them."""

from dataclasses import dataclass
from typing import ClassVar

from nullus.platform.errors import Text
from nullus.platform.settings import setting


@dataclass(frozen=True, slots=True)
class LlmSettings:
    """Everything about models that the operator decides."""

    prefix: ClassVar[str] = "NULLUS_LLM_"
    title: ClassVar[Text] = Text(en="Models", ko="모델")

    embedder: str = setting(
        "static",
        Text(
            en="What turns text into vectors: `static` (bundled, English, offline), `onnx:MODEL`, "
            "`ollama:MODEL`, `openai:MODEL` or `gemini:MODEL`.",
            ko="텍스트를 벡터로 바꾸는 방식: `static`(내장, 영어, 오프라인), `onnx:MODEL`, `ollama:MODEL`, "
            "`openai:MODEL`, `gemini:MODEL` 중 하나.",
        ),
    )
    embedder_url: str = setting(
        "",
        Text(
            en="Address of the embedding server (default for ollama: http://127.0.0.1:11434).",
            ko="임베딩 서버의 주소(ollama의 기본값: http://127.0.0.1:11434).",
        ),
    )
    embedder_key: str = setting("", Text(en="Key for the embedding server.", ko="임베딩 서버의 키."), secret=True)
    embedder_dimension: int = setting(
        0,
        Text(
            en="Numbers in a vector of the embedding server; 0 asks it once.",
            ko="임베딩 서버가 만드는 벡터의 차원. 0이면 서버에 한 번 물어봅니다.",
        ),
    )
    embedder_languages: tuple[str, ...] = setting(
        (),
        Text(
            en="Languages that the embedder reads, such as `en,ko`; empty: what is known of the model, else all.",
            ko="임베딩 모델이 읽는 언어. 예: `en,ko`. 비워 두면 알려진 정보를 쓰고, 없으면 모든 언어로 봅니다.",
        ),
    )
    reranker: str = setting(
        "",
        Text(
            en="What puts passages in order where that is asked for: `onnx:MODEL` (a cross-encoder in this "
            "process: a name on the Hugging Face hub, or a folder), `PROVIDER/MODEL` of `nullus providers`; "
            "empty: the first reranking model of a provider that may see them.",
            ko="재정렬을 요청받았을 때 구절의 순서를 정하는 모델: `onnx:MODEL`(이 프로세스에서 도는 크로스 "
            "인코더. Hugging Face 허브의 이름이나 폴더) 또는 `nullus providers`의 `PROVIDER/MODEL`. 비워 두면 "
            "그 구절을 볼 수 있는 모델 공급자의 첫 재정렬 모델을 씁니다.",
        ),
    )
    provider: str = setting(
        "",
        Text(
            en="Who answers: `ollama`, `openai` (any compatible server), `anthropic`, `gemini` or `none`; empty "
            "uses a local Ollama when one runs.",
            ko="답변할 모델 서버의 종류: `ollama`, `openai`(호환 서버 포함), `anthropic`, `gemini`, `none` 중 "
            "하나. 비워 두면 이 컴퓨터에서 실행 중인 Ollama를 씁니다.",
        ),
    )
    url: str = setting(
        "",
        Text(
            en="Address of the model server (default for ollama: http://127.0.0.1:11434; openai: with /v1).",
            ko="모델 서버의 주소(ollama의 기본값: http://127.0.0.1:11434, openai는 /v1까지).",
        ),
    )
    model: str = setting(
        "",
        Text(
            en="Name of the chat model; empty takes the first that the server lists.",
            ko="대화 모델의 이름. 비워 두면 서버 목록의 첫 모델을 씁니다.",
        ),
    )
    key: str = setting("", Text(en="Key for the model server.", ko="모델 서버의 키."), secret=True)
    clearance: str = setting(
        "",
        Text(
            en="The most sensitive label that the model server may see: `public`, `internal`, `confidential` or "
            "`personal`; empty: everything on this machine, else what is public.",
            ko="모델 서버가 볼 수 있는 가장 높은 민감도: `public`, `internal`, `confidential`, `personal` 중 "
            "하나. 비워 두면 이 컴퓨터의 서버는 모두, 그 밖의 서버는 공개 내용만 봅니다.",
        ),
    )
    embedder_clearance: str = setting(
        "",
        Text(
            en="The most sensitive label that the embedding server may see; values and default as of the model server.",
            ko="임베딩 서버가 볼 수 있는 가장 높은 민감도. 값과 기본값은 모델 서버와 같습니다.",
        ),
    )
    hide_names: bool = setting(
        False,
        Text(
            en="Whether names of people are hidden from models that may not see personal data, as numbers and "
            "addresses always are: names that a label, a title or 씨/님 gives away. It takes some other words "
            "for names.",
            ko="개인정보를 볼 수 없는 모델에 사람 이름도 가릴지. 번호와 주소는 언제나 가립니다. 라벨이나 직함, "
            "씨/님이 붙은 이름을 찾아 가리며, 이름이 아닌 낱말이 가려질 수도 있습니다.",
        ),
    )
    hidden_names: tuple[str, ...] = setting(
        (),
        Text(
            en="Names that are hidden from models that may not see personal data wherever they stand, such as "
            "`홍길동,Ada Lovelace`.",
            ko="개인정보를 볼 수 없는 모델에 언제나 가릴 이름. 예: `홍길동,Ada Lovelace`.",
        ),
    )
    context_tokens: int = setting(
        8192,
        Text(
            en="Tokens that the chat model reads at once, question, passages and answer together.",
            ko="대화 모델이 한 번에 다루는 토큰 수. 질문과 구절, 답변을 합한 값입니다.",
        ),
    )
    answer_tokens: int = setting(1024, Text(en="Most tokens of one answer.", ko="답변 하나의 최대 토큰 수."))
    temperature: float = setting(0.1, Text(en="Randomness of answers, 0 to 2.", ko="답변의 무작위성, 0~2."))
    first_token_seconds: float = setting(
        60.0,
        Text(
            en="Longest wait for the first token; a cold local model loads in this time.",
            ko="첫 토큰을 기다리는 최대 시간(초). 내려가 있던 로컬 모델은 이 시간 안에 올라옵니다.",
        ),
    )
    between_tokens_seconds: float = setting(
        20.0, Text(en="Longest silence inside an answer.", ko="답변 도중 다음 토큰을 기다리는 최대 시간(초).")
    )
    total_seconds: float = setting(300.0, Text(en="Longest time of one answer.", ko="답변 하나의 최대 시간(초)."))
    breaker_calls: int = setting(
        10,
        Text(
            en="Calls within 30 seconds, half of them failed, after which a model is left alone for a while; 0: "
            "it never is.",
            ko="30초 안에 이만큼 호출해 절반이 실패하면 그 모델을 잠시 부르지 않습니다. 0이면 언제나 부릅니다.",
        ),
    )
    embed_seconds: float = setting(
        60.0, Text(en="Longest wait for one batch of vectors.", ko="벡터 한 묶음을 기다리는 최대 시간(초).")
    )
    retries: int = setting(
        4,
        Text(
            en="How often a busy or unreachable embedding server is tried again.",
            ko="바쁘거나 응답이 없는 임베딩 서버에 다시 시도하는 횟수.",
        ),
    )
    cache_seconds: int = setting(
        86_400,
        Text(
            en="How long an answer is kept for who asks exactly the same with the same rights, in seconds; 0 "
            "keeps none.",
            ko="같은 권한으로 똑같은 질문을 하는 사람을 위해 답변을 보관하는 시간(초). 0이면 보관하지 않습니다.",
        ),
    )
    cache_answers: int = setting(
        5_000,
        Text(
            en="Most answers that a workspace keeps; the oldest go first.",
            ko="워크스페이스 하나가 보관하는 최대 답변 수. 오래된 것부터 지웁니다.",
        ),
    )
