"""What calls to models cost: prices, the ledger of every call, budgets that stop the next one, and the report."""
