"""Signing in elsewhere: OIDC providers that the operator set up, what they publish, and the tokens they issue."""
