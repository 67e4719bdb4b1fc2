"""A ledger served: one whole version at a time, read and written safely."""
