"""For a terminal: eighty columns, French, colours that a pipe takes off."""
