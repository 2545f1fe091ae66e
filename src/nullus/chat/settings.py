"""How answers are made."""

from dataclasses import dataclass
from typing import ClassVar

from nullus.platform.errors import Text
from nullus.platform.settings import setting


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """What the operator decides about answers."""

    prefix: ClassVar[str] = "NULLUS_CHAT_"
    title: ClassVar[Text] = Text(en="Answers", ko="답변")

    passages: int = setting(
        8,
        Text(
            en="Passages that an answer is made from, 1 to 50, unless the call says otherwise.",
            ko="답변에 쓰는 구절 수, 1~50. 요청에서 따로 정하면 그 값을 씁니다.",
        ),
    )
    widened: int = setting(
        3,
        Text(
            en="For so many of the best passages a model also reads what stands right before and after them; 0: "
            "for none.",
            ko="모델이 앞뒤 내용까지 함께 읽을 상위 구절의 수. 0이면 앞뒤를 읽지 않습니다.",
        ),
    )
    rerank: bool = setting(
        False,
        Text(
            en="Whether a reranking model puts what was found in order before the best is taken: `on` or `off`, "
            "unless the call says otherwise.",
            ko="찾은 구절을 재정렬 모델로 다시 정렬한 뒤 고를지: `on` 또는 `off`. 요청에서 따로 정하면 그 값을 씁니다.",
        ),
    )
    rerank_seconds: float = setting(
        5.0,
        Text(
            en="Longest wait for the reranking model, in seconds; the order of the search stays then.",
            ko="재정렬 모델을 기다리는 최대 시간(초). 넘으면 검색 순서를 그대로 씁니다.",
        ),
    )
    answers_at_once: int = setting(
        4096,
        Text(
            en="Answers that one process writes at the same time (each takes some 100 kB); more are refused for "
            "a moment.",
            ko="프로세스 하나가 동시에 작성하는 답변 수(하나에 약 100kB). 넘는 요청은 잠시 거절합니다.",
        ),
    )
    answers_each: int = setting(
        32,
        Text(
            en="Answers that one process writes at the same time for one account.",
            ko="프로세스 하나가 한 계정을 위해 동시에 작성하는 답변 수.",
        ),
    )
    price_read: float = setting(
        0.0,
        Text(
            en="Price of a million tokens read, of models that have none of their own (`nullus prices`).",
            ko="따로 정한 단가가 없는 모델의 입력 토큰 100만 개당 가격(`nullus prices` 참고).",
        ),
    )
    price_written: float = setting(
        0.0,
        Text(
            en="Price of a million tokens written, of models that have none of their own.",
            ko="따로 정한 단가가 없는 모델의 출력 토큰 100만 개당 가격.",
        ),
    )
    direct_sensitivity: str = setting(
        "internal",
        Text(
            en="How sensitive what programs send straight to a model through /v1 counts: `public`, `internal`, "
            "`confidential` or `personal`. A model that may not see so much is not asked.",
            ko="프로그램이 /v1로 모델에 바로 보내는 내용의 민감도: `public`, `internal`, `confidential`, "
            "`personal` 중 하나. 그 민감도를 볼 수 없는 모델에는 보내지 않습니다.",
        ),
    )
