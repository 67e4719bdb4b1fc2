"""What of a ledger's text can be written again without any doubt about its meaning."""
