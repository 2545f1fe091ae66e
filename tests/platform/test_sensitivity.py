"""Labels of sensitivity: they rise, and a clearance covers what is not above it."""

from nullus.platform.sensitivity import LABELS, covers, highest


def test_the_highest_label_of_several_is_theirs() -> None:
    assert highest("public") == "public"
    assert highest("internal", "public", "personal", "confidential") == "personal"


def test_a_clearance_covers_what_is_not_above_it() -> None:
    seen = {clearance: [label for label in LABELS if covers(clearance, label)] for clearance in LABELS}
    assert seen == {
        "public": ["public"],
        "internal": ["public", "internal"],
        "confidential": ["public", "internal", "confidential"],
        "personal": ["public", "internal", "confidential", "personal"],
    }
