"""What the egress policy refuses."""

from nullus.llm.calls import Attempt
from nullus.platform.errors import ErrorKind, NullusError, Text
from nullus.platform.sensitivity import Sensitivity


class EgressRefused(NullusError):
    """What is asked holds data that the models which could answer may not see; nothing was sent."""

    kind = ErrorKind.FORBIDDEN
    code = "egress_refused"
    message = Text(
        en="Only local models may see this: it is made from data labelled {label}, and {provider} is cleared up to {cleared}. "
        "Nothing was sent.",
        ko="로컬 모델만 볼 수 있는 내용입니다. {label} 등급의 자료가 들어 있는데 {provider}에는 {cleared} 등급까지만 "
        "보낼 수 있습니다. 아무것도 보내지 않았습니다.",
    )
    hint = Text(
        en="Run a local model (Ollama is found by itself), ask only collections that may leave, or let the operator raise the "
        "clearance with NULLUS_LLM_CLEARANCE (NULLUS_LLM_EMBEDDER_CLEARANCE for the embedder) or `nullus providers`.",
        ko="로컬 모델을 실행하거나(Ollama는 자동으로 찾습니다) 내보내도 되는 컬렉션만 골라 물어보세요. 운영자는 "
        "NULLUS_LLM_CLEARANCE(임베더는 NULLUS_LLM_EMBEDDER_CLEARANCE) 또는 `nullus providers`로 허용 등급을 올릴 수 있습니다.",
    )

    attempts: tuple[Attempt, ...] = ()
    """What was considered before."""

    def __init__(self, *, label: Sensitivity, provider: str, cleared: Sensitivity) -> None:
        super().__init__(label=label, provider=provider, cleared=cleared)
        self.label = label
        self.provider = provider
        self.cleared = cleared
