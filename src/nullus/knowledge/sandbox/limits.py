"""How much one document may take; plain numbers that travel to the sandbox as JSON."""

from dataclasses import asdict, dataclass, fields
from typing import Any

from nullus.knowledge.parsers.document import ParseLimits


@dataclass(frozen=True, slots=True)
class SandboxLimits:
    """Limits of a child, of what it may answer, and of what runs at the same time.

    `wall_seconds` and `cpu_seconds` are for one document, `memory_bytes` is address space, `output_bytes` what a child may
    answer, `parallel` the number of children. `ocr_seconds` is for one page. `allow_weak` lets documents be read on a Linux
    that has neither Landlock nor seccomp. `analyser` names the function that turns chunk texts into terms (`module:function`).
    `fonts` are folders, apart by `:`, of fonts for pages that carry none; where the machine keeps them if empty, none if None.
    """

    wall_seconds: float = 120.0
    cpu_seconds: int = 100
    memory_bytes: int = 1 << 30
    source_bytes: int = 512 << 20
    text_characters: int = 32_000_000
    output_bytes: int = 256 << 20
    parallel: int = 2
    ocr: bool = True
    ocr_languages: str = "kor+eng"
    ocr_pages: int = 300
    ocr_seconds: float = 120.0
    allow_weak: bool = False
    analyser: str = "nullus.knowledge.analysis:analyse_chunks"
    fonts: str | None = None

    def to_json(self) -> dict[str, Any]:
        """For the wire."""
        return asdict(self)

    @staticmethod
    def from_json(values: dict[str, Any]) -> "SandboxLimits":
        """From the wire; unknown names are an error."""
        return SandboxLimits(**{field.name: values[field.name] for field in fields(SandboxLimits)})

    def parsing(self) -> ParseLimits:
        """The part that parsers check themselves."""
        return ParseLimits(
            source_bytes=self.source_bytes, text_characters=self.text_characters, ocr_pages=self.ocr_pages
        )
