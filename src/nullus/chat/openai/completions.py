"""What every completion in OpenAI's shapes has in common: its head, its chunks, its end, its count of tokens."""

import json
import time
from typing import Any

from nullus.chat.openai.schemas import CompletionIn
from nullus.kit import new_id
from nullus.llm import Usage, tokens

_CHUNK = "chat.completion.chunk"


class Completion:
    """One completion, whole or in chunks. `asked`: tokens that were sent, an estimate for when nobody counts them."""

    def __init__(self, body: CompletionIn, asked: int) -> None:
        self._head = {"id": f"chatcmpl-{new_id().hex}", "created": int(time.time()), "model": body.model}
        self._with_usage = bool(body.stream_options and body.stream_options.include_usage)
        self._asked = asked

    def opening(self) -> bytes:
        """The first chunk: who speaks."""
        return self.chunk({"role": "assistant", "content": ""})

    def chunk(self, delta: dict[str, Any], reason: str | None = None, **more: Any) -> bytes:
        """One piece of the answer."""
        choice = {"index": 0, "delta": delta, "finish_reason": reason, "logprobs": None}
        return data({**self._head, "object": _CHUNK, "choices": [choice], **more})

    def ending(self, reason: str, extra: dict[str, Any], usage: Usage, text: str) -> bytes:
        """The last chunks. `extra`: what OpenAI's shape has no place for; `text`: what was said, to be counted."""
        frames = self.chunk({}, reason, nullus=extra)
        if self._with_usage:
            frames += data({**self._head, "object": _CHUNK, "choices": [], "usage": self._usage(usage, text)})
        return frames + b"data: [DONE]\n\n"

    def whole(
        self, message: dict[str, Any], reason: str, extra: dict[str, Any], usage: Usage, text: str
    ) -> dict[str, Any]:
        """The answer in one piece; `message` is what the assistant says. The rest as in `ending`."""
        said = {"role": "assistant", **message, "refusal": None}
        choice = {"index": 0, "message": said, "finish_reason": reason, "logprobs": None}
        return {
            **self._head,
            "object": "chat.completion",
            "choices": [choice],
            "usage": self._usage(usage, text),
            "nullus": extra,
        }

    def _usage(self, usage: Usage, text: str) -> dict[str, int]:
        """The model's own count; where there is none, and for quotations, an estimate."""
        prompt, completion = usage.prompt or self._asked, usage.completion or tokens(text)
        return {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion}


def data(value: dict[str, Any]) -> bytes:
    """One server-sent event."""
    return f"data: {json.dumps(value, ensure_ascii=False)}\n\n".encode("utf-8", "replace")
