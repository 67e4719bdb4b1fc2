"""What a hand meant: what is wrong in a line, and the right form where it is sure."""
