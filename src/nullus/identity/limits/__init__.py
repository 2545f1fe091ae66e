"""How much and how often: meters, quotas as reservations, rates, and the tiers that set them."""
