"""What an installer's output means, and the room that a build needs."""

from pathlib import Path

import pytest
from bin import environment


@pytest.mark.parametrize(
    ("output", "problem"),
    [
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "hash"),
        ("error: Hash mismatch for `tiny==1.0`", "hash"),
        ("OSError: [Errno 28] No space left on device", "disk"),
        ("failed to write: No space left on device (os error 28)", "disk"),
        ("Retrying after connection broken by 'NewConnectionError(...)'\nERROR: No matching distribution found", "registry"),
        ("error: Failed to fetch: `https://…`\n  Caused by: dns error", "registry"),
        ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]'))", "registry"),
        ("ERROR: 403 Client Error: Forbidden for url", "registry"),
        ("ERROR: No matching distribution found for wordllama==0.4.0", "platform"),
        ("Because wordllama==0.4.0 has no usable wheels", "platform"),
        ("error: subprocess-exited-with-error: Failed building wheel for wordllama", "platform"),
        ("PermissionError: [Errno 13] Permission denied: '/opt/nullus'", "permission"),
        ("something else", "unknown"),
    ],
)  # fmt: skip
def test_output_is_understood(output: str, problem: str) -> None:
    assert environment.diagnose(output) == problem
    assert problem in environment.PROBLEMS


def test_a_full_disk_is_said_before_anything_is_downloaded(tmp_path: Path) -> None:
    environment.require_space(tmp_path, 0)
    with pytest.raises(environment.Failed) as failure:
        environment.require_space(tmp_path, 10**9)
    assert failure.value.problem == "disk"


def test_every_problem_says_the_mend_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    for problem, texts in environment.PROBLEMS.items():
        assert [any("가" <= letter <= "힣" for letter in text) for text in texts] == [False, False, True, True]
        environment.explain(environment.Failed(problem), Path("/clone"), Path("/tmp/.venv"))
        assert "{" not in capsys.readouterr().err, problem
