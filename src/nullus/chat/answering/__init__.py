"""One answer: found, composed, written or quoted, and checked."""
