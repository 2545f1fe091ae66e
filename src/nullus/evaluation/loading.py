"""How ids of this room become objects: what handlers take in their paths and bodies."""

from typing import Annotated

from nullus.evaluation import golden, runs
from nullus.evaluation.golden import GoldenQuestion
from nullus.evaluation.runs import Evaluation
from nullus.platform.web import Loader, Ref

QUESTION = Loader("golden_question", golden.get)
EVALUATION = Loader("evaluation", runs.get)

TheQuestion = Annotated[GoldenQuestion, QUESTION.at("question_id")]
"""The golden question of the path."""
TheEvaluation = Annotated[Evaluation, EVALUATION.at("evaluation_id")]
"""The evaluation of the path."""
EvaluationRef = Annotated[Ref[Evaluation], EVALUATION]
"""An evaluation that a body names."""
