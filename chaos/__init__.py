"""The fault programme: the real service under load while its processes are killed, and proof that nothing was lost.

`python -m chaos --rounds 30` runs it; the suite runs a few rounds of the same (tests/acceptance/test_kills.py).
"""
