"""Words and numbers: the vocabulary, how French is set, exact money, files."""
