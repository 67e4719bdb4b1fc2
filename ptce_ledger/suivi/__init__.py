"""What follows from the entries: who owes what, what each grant has become, what is left to do."""
