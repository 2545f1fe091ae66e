"""The ways in and out: first start, sign-up, sign-in, sessions, recovery, guests, and the one `authenticate()`."""
