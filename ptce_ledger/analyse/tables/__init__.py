"""Tables that are no sums by key: one module each."""
