"""From lines to facts: accounts, axes, valuation, and the notes plugins write."""
