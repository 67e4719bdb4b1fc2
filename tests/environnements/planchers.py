"""Print the oldest version of each dependency that pyproject.toml allows, as pip wants it.

    python tests/environnements/planchers.py > planchers.txt
    pip install --constraint planchers.txt .

`make anciennes` runs the tests with these versions: a floor that nobody ran is a guess.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from packaging.requirements import Requirement

RACINE = Path(__file__).parents[2]


def list_planchers(dependances: list[str]) -> list[str]:
    """Pin each dependency to its floor; one that has none stops everything.

    >>> list_planchers(["fava>=1.30.8,<1.31"])
    ['fava==1.30.8']
    """
    epingles = []
    for texte in dependances:
        voulue = Requirement(texte)
        (plancher,) = [s.version for s in voulue.specifier if s.operator == ">="]
        epingles.append(f"{voulue.name}=={plancher}")
    return epingles


if __name__ == "__main__":
    projet = tomllib.loads((RACINE / "pyproject.toml").read_text(encoding="utf-8"))
    print("\n".join(list_planchers(projet["project"]["dependencies"])))
