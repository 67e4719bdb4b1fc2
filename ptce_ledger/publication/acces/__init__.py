"""Signed links to a publication: made, told apart, revoked; one file holds them."""
