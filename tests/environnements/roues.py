"""Install the wheel on each supported Python that this machine has, and use it there.

    python tests/environnements/roues.py

Each gets an environment of its own, where pip chooses the versions of all libraries, as it
does for who installs the tool; then a pole is made, read and shown. A Python that this
machine has not is said so; a step that fails is shown, and the exit status is 1.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

RACINE = Path(__file__).parents[2]
PROJET = tomllib.loads((RACINE / "pyproject.toml").read_text(encoding="utf-8"))
#: Where pyenv keeps its Pythons: only the one it is told to use is in the PATH.
PYENV = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
_VERSION = re.compile(r"Programming Language :: Python :: (3\.\d+)")
#: What is asked of the tool once installed, and what must be in its answer.
ESSAIS = (
    (("ptce", "--version"), PROJET["project"]["version"]),
    (("ptce", "nouveau", "mon-pole"), "mon-pole"),
    (("ptce", "synthese", "mon-pole"), "Niveau 3"),
    (("ptce", "verifier", "mon-pole"), "Aucune erreur"),
    (
        (
            "python",
            "-W",
            "error",
            "-c",
            "import ptce_ledger.reports.fava as p; print(p)",
        ),
        "site-packages",
    ),
    (("ptce", "faits", "mon-pole", "--format", "parquet", "-o", "f.parquet"), ""),
    (("bean-check", "mon-pole/main.beancount"), ""),
)


def list_versions() -> list[str]:
    """List the versions of Python that pyproject.toml says are supported."""
    classeurs = PROJET["project"]["classifiers"]
    return [trouve[1] for c in classeurs if (trouve := _VERSION.fullmatch(c))]


def find_python(version: str) -> str | None:
    """Find a Python of this version that runs, in the PATH or beside it."""
    candidats = [
        shutil.which(f"python{version}"),
        *PYENV.glob(f"{version}.*/bin/python"),
    ]
    for candidat in filter(None, candidats):
        dit = _run([str(candidat), "--version"], RACINE)
        if dit.returncode == 0 and dit.stdout.startswith(f"Python {version}."):
            return str(candidat)
    return None


def _run(ordre: list[str], dossier: Path) -> subprocess.CompletedProcess[str]:
    """Run in a folder, away from the sources and from what this environment set."""
    gardes = {n: v for n, v in os.environ.items() if not n.startswith("PYTHON")}
    return subprocess.run(
        ordre,
        cwd=dossier,
        env={**gardes, "PYTHONUTF8": "1"},
        check=False,
        text=True,
        encoding="utf-8",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def build(dossier: Path) -> Path:
    """Build the wheel as a release does, through the sdist."""
    ordre = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(dossier)]
    fait = _run([*ordre, str(RACINE)], dossier)
    if fait.returncode:
        raise SystemExit(fait.stdout)
    return next(dossier.glob("*.whl"))


def try_on(python: str, roue: Path, dossier: Path) -> str:
    """Install the wheel for a Python and use it: what went wrong, or "" when all is well."""
    scripts = dossier / "env" / "bin"
    installe = [str(scripts / "python"), "-m", "pip", "install", "--quiet"]
    ordres = [
        ([python, "-m", "venv", str(dossier / "env")], ""),
        ([*installe, "--disable-pip-version-check", str(roue)], ""),
        *(([str(scripts / mots[0]), *mots[1:]], attendu) for mots, attendu in ESSAIS),
    ]
    for ordre, attendu in ordres:
        fait = _run(ordre, dossier)
        if fait.returncode or attendu not in fait.stdout:
            return f"{' '.join(ordre)}\n{fait.stdout}"
    return ""


def main() -> int:
    """Try them all; a Python that is absent is no failure, one that fails is."""
    essayes, mauvais = 0, 0
    with tempfile.TemporaryDirectory(prefix="ptce-roues-") as temporaire:
        dossier = Path(temporaire)
        roue = build(dossier)
        for version in list_versions():
            python = find_python(version)
            if python is None:
                print(f"Python {version} : absent de cette machine", flush=True)
                continue
            (dossier / version).mkdir()
            dit = try_on(python, roue, dossier / version)
            essayes += 1
            mauvais += bool(dit)
            verdict = f"échec\n{dit}" if dit else f"{roue.name} s’installe et sert"
            print(f"Python {version} : {verdict}", flush=True)
    return 1 if mauvais or not essayes else 0


if __name__ == "__main__":
    sys.exit(main())
