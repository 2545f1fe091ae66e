"""The second proof: one-time codes, recovery codes and passkeys, and when an act asks for one again."""
