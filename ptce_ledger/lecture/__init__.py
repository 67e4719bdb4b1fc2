"""Reading a ledger: Beancount's loader, and its messages said in French."""
