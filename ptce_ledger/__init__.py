"""ptce-ledger: what a PTCE lives on, read from its Beancount books."""

__version__ = "0.3.0"
