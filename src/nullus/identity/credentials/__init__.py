"""What proves who asks: the one table of credentials, how they are minted and looked up, access tokens and their keys."""
