"""A process takes as many descriptors as the machine grants."""

import subprocess
import sys

LOWERED = """
import resource
hard = min(resource.getrlimit(resource.RLIMIT_NOFILE)[1], {hard})
resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
from nullus.roles.open_files import open_more_files
print(open_more_files(), hard)
"""


def test_a_low_first_limit_is_raised_as_far_as_the_machine_allows() -> None:
    for hard in (256, 5_000):
        done = subprocess.run(
            [sys.executable, "-c", LOWERED.format(hard=hard)], capture_output=True, text=True, check=True
        )
        raised, allowed = map(int, done.stdout.split())
        assert raised == allowed
