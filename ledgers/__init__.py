"""The example pole and the accounts of an empty one, shipped for `ptce nouveau`."""
