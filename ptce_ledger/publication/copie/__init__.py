"""The copy that a funder is given: sums only, each that of the books or withheld."""
