"""A look at the text of a ledger, before Beancount sees it."""
