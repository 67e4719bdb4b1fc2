"""Renderers: from the tables of a synthesis to text or bytes, nothing reckoned."""
