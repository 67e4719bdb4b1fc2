"""docs/editeur.md as written: its settings, and its task on ledgers with mistakes."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

RACINE = Path(__file__).parents[1]
DOCUMENT = RACINE / "docs" / "editeur.md"
ERREURS = RACINE / "tests" / "erreurs"
EXEMPLE = RACINE / "ledgers" / "exemple"


def quoted(nom: str) -> Any:
    """Read a file of .vscode as the page gives it, to be copied."""
    blocs = re.findall(
        rf"^```json {nom}\n(.*?)^```$",
        DOCUMENT.read_text(encoding="utf-8"),
        re.MULTILINE | re.DOTALL,
    )
    assert len(blocs) == 1
    return json.loads(blocs[0])


(TACHE,) = quoted("tasks")["tasks"]


def run_task(dossier: Path) -> list[str]:
    """Run the task as VS Code does, in the folder of the pole; give its lines."""
    assert TACHE["command"] == "ptce"
    assert TACHE["options"]["cwd"] == "${workspaceFolder}"
    commande = [sys.executable, "-X", "utf8", "-m", "ptce_ledger", *TACHE["args"]]
    fini = subprocess.run(
        commande, cwd=dossier, capture_output=True, check=False, encoding="utf-8"
    )
    assert fini.stderr == ""
    return fini.stdout.splitlines()


def match(lignes: list[str]) -> list[dict[str, Any]]:
    """Give the problems that the matchers find, each with its severity."""
    trouves = []
    for ligne in lignes:
        for matcher in TACHE["problemMatcher"]:
            motif = matcher["pattern"]
            if trouve := re.search(motif["regexp"], ligne):
                lu = {c: trouve[motif[c]] for c in ("file", "line", "message", "code")}
                trouves.append({**lu, "severity": matcher["severity"]})
    return trouves


def test_settings_keep_a_ledger_readable() -> None:
    reglages = quoted("settings")
    assert reglages["files.encoding"] == "utf8"
    assert reglages["files.eol"] == "\n"
    assert (EXEMPLE / reglages["beancount.mainBeanFile"]).is_file()


@pytest.mark.parametrize(
    "nom", ["ProjetInconnu", "EcritureDesequilibree", "NombreInvalide", "PluginAbsent"]
)
def test_every_error_reaches_its_line(tmp_path: Path, nom: str) -> None:
    """The matcher finds the file, the line and the message of each, and no other."""
    principal = tmp_path / "main.beancount"
    shutil.copy(ERREURS / f"{nom}.beancount", principal)
    lignes = run_task(tmp_path)
    texte = (ERREURS / f"{nom}.txt").read_text(encoding="utf-8")
    assert len(lignes) == texte.count(f"[{nom}]")
    probleme = match(lignes)[0]
    assert Path(probleme["file"]) == principal
    tete = re.match(
        rf"{nom}\.beancount(?::(\d+))?: (.*?) \[{nom}\]", " ".join(texte.split())
    )
    assert tete
    assert probleme["line"] == (tete[1] or "1")
    message = " ".join(probleme["message"].split())
    assert message.startswith(tete[2])
    assert len(message) > len(tete[2])
    assert (probleme["code"], probleme["severity"]) == (nom, "error")


def test_a_remark_is_a_warning_in_its_file(tmp_path: Path) -> None:
    """In an included file, whatever its name: spaces, an accent."""
    dossier = tmp_path / "pôle d’essai"
    shutil.copytree(EXEMPLE, dossier)
    (dossier / "à revoir 12.beancount").write_text(
        '2025-12-30 ! "Papeterie" "Papier"\n'
        "  Assets:512-Banque       1.00 EUR\n  Assets:512-Banque      -1.00 EUR\n",
        encoding="utf-8",
    )
    with (dossier / "main.beancount").open("a", encoding="utf-8") as flux:
        flux.write('include "à revoir 12.beancount"\n')
    (probleme,) = match(run_task(dossier))
    assert Path(probleme["file"]) == dossier / "à revoir 12.beancount"
    assert (probleme["line"], probleme["severity"]) == ("1", "warning")
    assert probleme["code"] == "EcritureEnAttente"


def test_a_right_ledger_has_no_problem() -> None:
    assert run_task(EXEMPLE) == []
