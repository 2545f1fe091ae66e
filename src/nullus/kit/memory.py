"""Give memory that is free inside this process back to the machine."""

import ctypes
import gc
import sys


def give_back() -> None:
    """Collect garbage and return free pages. The C library of other systems than Linux with glibc keeps what it keeps."""
    gc.collect()
    if sys.platform == "linux" and (trim := getattr(ctypes.CDLL(None), "malloc_trim", None)) is not None:
        trim(0)
