"""What is said to models: prompts with variables, their first version in the package, edited ones in the database."""

from nullus.llm.prompts.catalogue import PROMPTS, declared
from nullus.llm.prompts.versions import Prompt, current, of_version

__all__ = ["PROMPTS", "Prompt", "current", "declared", "of_version"]
