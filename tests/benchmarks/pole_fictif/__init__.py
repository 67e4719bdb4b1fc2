"""A fictional pole, drawn entry by entry: what `generateur` writes as a ledger."""
