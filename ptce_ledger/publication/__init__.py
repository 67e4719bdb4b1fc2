"""What a funder may see: a redacted, aggregated copy of the books, built and proved."""
