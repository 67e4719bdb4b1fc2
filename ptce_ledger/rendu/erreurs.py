"""Errors for people (terminal) and for editors (JSON)."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from typing import Any

from ptce_ledger.ecriture import disarm
from ptce_ledger.rendu import page

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ptce_ledger.erreurs.base import PtceError


def render(errors: Sequence[PtceError], dossier: Path) -> str:
    """Set errors as text: place, code, what is wrong, the line itself, the remedy."""
    lignes: list[str] = []
    for error in errors:
        constat, _, remede = error.message.partition("\n")
        lieu = f"{_relative(error, dossier)}:{_line(error)}:"
        lignes += _wrap(f"{lieu} {constat} [{error.code}]")
        extrait = _excerpt(error)
        if extrait:
            lignes.append(page.dim(f"    {disarm(extrait)}"))
        lignes += [
            f"  → {t.lstrip()}" if i == 0 else t for i, t in enumerate(_wrap(remede, 4))
        ]
        lignes.append("")
    pluriel = "s" if len(errors) > 1 else ""
    lignes.append(
        page.red(
            f"{len(errors)} erreur{pluriel}. Aucun chiffre n’est donné sur un livre faux."
        )
    )
    lignes.append(
        page.dim("Pour comprendre une erreur : ptce expliquer " + errors[0].code)
    )
    return "\n".join(lignes)


def as_data(errors: Sequence[PtceError], dossier: Path) -> list[dict[str, Any]]:
    """Give errors as an editor wants them: file, line, code, message, remedy."""
    data = []
    for error in errors:
        constat, _, remede = error.message.partition("\n")
        data.append(
            {
                "fichier": error.source["filename"],
                "chemin": _relative(error, dossier),
                "ligne": _line(error),
                "code": error.code,
                "message": constat,
                "remede": remede,
            }
        )
    return data


def _line(error: PtceError) -> int:
    ligne = error.source["lineno"]
    return ligne if isinstance(ligne, int) else 0


def _relative(error: PtceError, dossier: Path) -> str:
    nom = str(error.source["filename"])
    try:
        court = os.path.relpath(nom, dossier)
    except ValueError:  # another drive, on Windows
        court = nom
    # A name such as « <load> » is no path, and the shortest way is the clearest.
    nom = nom if nom.startswith("<") or court.startswith("..") else court
    return disarm(nom.replace(os.sep, "/"))


def _excerpt(error: PtceError) -> str:
    """Quote the line, as it is in the file."""
    numero = _line(error)
    try:
        with open(
            str(error.source["filename"]), encoding="utf-8", errors="replace"
        ) as f:
            ligne = next((t for i, t in enumerate(f, 1) if i == numero), "")
    except OSError:
        return ""
    texte = ligne.strip()
    return texte if page.width(texte) <= 74 else texte[:73] + "…"


def _wrap(texte: str, retrait: int = 0) -> list[str]:
    return page.paragraph(disarm(texte), retrait)
