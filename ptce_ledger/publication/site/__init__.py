"""A folder of plain pages that needs no server: the pages of a pole, its figures opened."""
