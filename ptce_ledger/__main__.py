"""`python -m ptce_ledger`: for a Windows whose PATH does not hold Python's scripts."""

from __future__ import annotations

from ptce_ledger.cli import main

if __name__ == "__main__":
    main()
