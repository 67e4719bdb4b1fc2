"""`python -m ptce_ledger`: for a Windows whose PATH does not hold Python's scripts."""

from __future__ import annotations

import os
import sys

# Python puts the current folder first on the path: often the ledger's, whose modules are
# none of ours. Before anything else is imported.
if not sys.flags.safe_path and sys.path[:1] in ([""], [os.getcwd()]):
    del sys.path[0]

from ptce_ledger.cli import main

if __name__ == "__main__":
    main()
