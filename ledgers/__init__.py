"""The example pole, shipped so that `ptce nouveau` can start a pole from it."""
