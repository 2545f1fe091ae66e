"""OpenAI's shapes, as far as Nullus speaks them. Fields it does not know are ignored, as OpenAI's own servers do, but for
those that would point the request at another server."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

MOST_CHARACTERS = 400_000
AS_MODEL: dict[str, Any] = {"x-object": "model"}
"""Marks where a collection is named as a model: the name finds only what is there for the asker."""
OF_THE_PROGRAM: dict[str, Any] = {"x-no-object": True}
"""Marks an id that the program and the model have given each other: it names nothing of ours."""
REDIRECTING = frozenset(
    {
        "api_base",
        "base_url",
        "api_key",
        "api_version",
        "api_type",
        "custom_llm_provider",
        "extra_headers",
        "model_list",
        "proxy",
    }
)


class TextPart(BaseModel):
    model_config = ConfigDict(extra="ignore")
    type: str
    text: str = ""


class CalledIn(BaseModel):
    model_config = ConfigDict(extra="ignore")
    name: str = Field(max_length=200)
    arguments: str = ""


class ToolCallIn(BaseModel):
    model_config = ConfigDict(extra="ignore")
    id: str = Field(max_length=200)
    function: CalledIn


class OpenAIMessageIn(BaseModel):
    model_config = ConfigDict(extra="ignore")
    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[TextPart] | None = Field(default=None)
    tool_calls: list[ToolCallIn] | None = Field(default=None, max_length=128)
    tool_call_id: str | None = Field(default=None, max_length=200, json_schema_extra=OF_THE_PROGRAM)

    @property
    def text(self) -> str:
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.type == "text")
        return self.content or ""


class FunctionIn(BaseModel):
    model_config = ConfigDict(extra="ignore")
    name: str = Field(pattern="^[a-zA-Z0-9_-]{1,64}$")
    description: str | None = Field(default=None, max_length=10_000)
    parameters: dict[str, Any] = Field(default_factory=lambda: {"type": "object", "properties": {}})


class ToolIn(BaseModel):
    model_config = ConfigDict(extra="ignore")
    type: Literal["function"] = "function"
    function: FunctionIn


class ChosenFunction(BaseModel):
    model_config = ConfigDict(extra="ignore")
    name: str = Field(max_length=64)


class ChosenTool(BaseModel):
    model_config = ConfigDict(extra="ignore")
    function: ChosenFunction


class StreamOptions(BaseModel):
    model_config = ConfigDict(extra="ignore")
    include_usage: bool = False


class _Request(BaseModel):
    model_config = ConfigDict(extra="ignore")

    @model_validator(mode="before")
    @classmethod
    def _no_other_server(cls, value: Any) -> Any:
        found = sorted(REDIRECTING & set(value)) if isinstance(value, dict) else []
        if found:
            raise ValueError(f"{', '.join(found)}: the server that answers is not chosen by a request")
        return value


class CompletionIn(_Request):
    model: str = Field(max_length=500, json_schema_extra=AS_MODEL)
    messages: list[OpenAIMessageIn] = Field(min_length=1, max_length=1_000)
    stream: bool = False
    stream_options: StreamOptions | None = None
    max_tokens: int | None = Field(default=None, ge=1)
    max_completion_tokens: int | None = Field(default=None, ge=1)
    temperature: float | None = Field(default=None, ge=0, le=2)
    n: Literal[1] | None = None
    tools: list[ToolIn] | None = Field(default=None, max_length=128)
    tool_choice: Literal["auto", "none", "required"] | ChosenTool | None = None


class EmbeddingIn(_Request):
    model: str = Field(max_length=500)
    input: str | list[str] = Field(max_length=MOST_CHARACTERS)
    encoding_format: Literal["float", "base64"] = "float"
    dimensions: int | None = None


class OpenAIProblemOut(BaseModel):
    message: str
    type: str
    param: None
    code: str


class OpenAIErrorOut(BaseModel):
    """An error as OpenAI's clients expect it."""

    error: OpenAIProblemOut
