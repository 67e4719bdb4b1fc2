"""The package as people install it: wheel and sdist, complete, the example alone."""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

import ptce_ledger

RACINE = Path(__file__).parent.parent
PROJET = tomllib.loads((RACINE / "pyproject.toml").read_text(encoding="utf-8"))
PAQUETS = PROJET["tool"]["setuptools"]["packages"]
DOSSIERS: dict[str, str] = PROJET["tool"]["setuptools"]["package-dir"]


def _folder(paquet: str) -> Path:
    """Find the source folder of a package through the mapping of pyproject.toml."""
    for nom in sorted(DOSSIERS, key=len, reverse=True):
        if paquet == nom or paquet.startswith(f"{nom}."):
            return RACINE / DOSSIERS[nom] / paquet[len(nom) + 1 :].replace(".", "/")
    raise AssertionError(paquet)


@pytest.fixture(scope="module")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Build the sdist, then the wheel from it, as a release does."""
    dossier = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", dossier, RACINE],
        check=True,
        capture_output=True,
    )
    return next(dossier.glob("*.whl")), next(dossier.glob("*.tar.gz"))


def test_every_package_is_listed() -> None:
    """Setuptools is told of each folder that has an __init__.py, by hand."""
    trouves = {
        init.parent.resolve()
        for dossier in ("ptce_ledger", "plugins", "reports", "ledgers")
        for init in (RACINE / dossier).rglob("__init__.py")
    }
    assert {_folder(paquet).resolve() for paquet in PAQUETS} == trouves


def test_wheel_and_sdist_are_complete(distributions: tuple[Path, Path]) -> None:
    """Each module and data file is in both; of the ledgers, the example and the empty one."""
    wheel, sdist = distributions
    dans_wheel = set(zipfile.ZipFile(wheel).namelist())
    with tarfile.open(sdist) as archive:
        dans_sdist = {nom.partition("/")[2] for nom in archive.getnames()}
    for paquet in PAQUETS:
        dossier = _folder(paquet)
        for fichier in [*dossier.glob("*.py"), *dossier.glob("definitions/*.toml")]:
            nom = f"{paquet.replace('.', '/')}/{fichier.relative_to(dossier)}"
            assert nom in dans_wheel
            assert str(fichier.relative_to(RACINE)) in dans_sdist
    livres = {nom for nom in dans_wheel if nom.endswith(".beancount")}
    assert livres == {
        f"ptce_ledger/ledgers/{nom}/{fichier.name}"
        for nom in ("exemple", "vide")
        for fichier in (RACINE / "ledgers" / nom).glob("*.beancount")
    }
    assert any(nom.endswith("click.mo") for nom in dans_wheel)
    for donnee in (
        "rendu/web/ptce.css",
        "publication/site/site.css",
        "serveur/financeur/public.css",
        "reports/fava/Synthese.js",
        "reports/fava/templates/ptce.html",
    ):
        assert f"ptce_ledger/{donnee}" in dans_wheel
    assert "ptce_ledger/mots/locale/en/LC_MESSAGES/ptce.mo" in dans_wheel
    assert any(nom.endswith("licenses/LICENSE") for nom in dans_wheel)


def test_installed_wheel_runs(distributions: tuple[Path, Path], tmp_path: Path) -> None:
    """In a clean environment, away from the sources, the wheel makes a pole and reads it.

    The libraries are those of this environment, so that nothing is fetched again.
    """
    wheel, _ = distributions
    env = tmp_path / "env"
    venv.create(env, with_pip=False)
    bin_ = env / ("Scripts" if sys.platform == "win32" else "bin")
    python = bin_ / "python"
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", python, "install", "--quiet",
         "--no-deps", "--no-index", "--disable-pip-version-check", wheel],
        check=True,
        capture_output=True,
    )  # fmt: skip
    site = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    # Appended after the wheel's own files; the editable finder of this environment is
    # a .pth, which a path added by PYTHONPATH or .pth does not execute.
    ici = [p for p in sys.path if p.endswith("site-packages")]
    (Path(site) / "bibliotheques.pth").write_text("\n".join(ici), encoding="utf-8")

    def ptce(*arguments: str) -> str:
        return subprocess.run(
            [bin_ / "ptce", *arguments],
            check=True,
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=tmp_path,
        ).stdout

    ou = "import ptce_ledger.plugins as p; print(p.__file__)"
    charge = subprocess.run(
        [python, "-c", ou], check=True, capture_output=True, text=True, cwd=tmp_path
    ).stdout
    assert str(env) in charge
    ptce("nouveau", "vide", "--vide")
    assert "Aucune erreur" in ptce("verifier", "vide", "--strict")
    ptce("nouveau", "mon-pole")
    assert "Aucune erreur" in ptce("verifier", "mon-pole")
    assert "Niveau 3" in ptce("synthese", "mon-pole")
    exemple = Path(site) / "ptce_ledger" / "ledgers" / "exemple"
    assert '"ecart": "0.00"' in ptce("synthese", str(exemple), "--format", "json")


def test_a_release_is_ready_to_be_tagged() -> None:
    """The version is one: in the package, in its metadata, and first in the changes."""
    changes = (RACINE / "CHANGELOG.md").read_text(encoding="utf-8")
    premiere = re.search(r"(?m)^## (\S+)$", changes)
    assert premiere
    assert premiere[1] == PROJET["project"]["version"] == ptce_ledger.__version__
    section = changes[premiere.end() :].partition("\n## ")[0]
    for champ in (
        "Nature",
        "Exercices concernés",
        "Zones concernées",
        "Impact sur les chiffres",
    ):
        assert f"- **{champ}**" in section
