"""Errors and remarks: for people (terminal), for programs (JSON), for editors (lines)."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING
from typing import Any

from ptce_ledger.mots.source import read_line
from ptce_ledger.mots.typographie import disarm
from ptce_ledger.mots.typographie import typeset
from ptce_ledger.rendu.terminal import page

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ptce_ledger.erreurs.base import PtceError

#: Columns for the line quoted, and for its beginning when it must be cut.
_EXTRAIT = page.LARGEUR - 4
_DEBUT = 24
#: What tells a remark from an error, where both are listed.
_MARQUE = "Remarque\u00a0: "


def render(errors: Sequence[PtceError], dossier: Path) -> str:
    """Set errors as text: place, code, what is wrong, the line itself, the remedy."""
    lignes = _set(errors, dossier)
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


def render_remarques(
    remarques: Sequence[PtceError], dossier: Path, *, strict: bool
) -> str:
    """Set remarks as text: as errors, each under its own mark, and how to silence one."""
    lignes = _set(remarques, dossier, _MARQUE)
    pluriel = "s" if len(remarques) > 1 else ""
    suite = "sans effet sur les chiffres"
    if strict:
        suite = f"à traiter comme {'des' if pluriel else 'une'} erreur{pluriel}"
    lignes.append(page.bold(f"{len(remarques)} remarque{pluriel}, {suite}."))
    # What is of a whole file is silent once git knows the file as it is.
    if any(map(_line, remarques)):
        aide = "Pour qu’une remarque lue se taise, dites pourquoi sous la ligne :"
        lignes += [page.dim(typeset(aide)), '      remarque-lue: "…"']
    return "\n".join(lignes)


def _set(errors: Sequence[PtceError], dossier: Path, marque: str = "") -> list[str]:
    lignes: list[str] = []
    for error in errors:
        constat, remede, forme = error.parts()
        dit = f"{_place(error, dossier)}: {marque}{constat} [{error.code}]"
        lignes += _wrap(dit)
        extrait = _excerpt(error)
        if extrait:
            lignes.append(page.dim(f"    {disarm(extrait)}"))
        lignes += [
            f"  → {t.lstrip()}" if i == 0 else t for i, t in enumerate(_wrap(remede, 4))
        ]
        # A form is there to be copied: it is never wrapped.
        lignes += [f"      {disarm(t)}" for t in forme.splitlines()]
        lignes.append("")
    return lignes


def as_lines(errors: Sequence[PtceError], genre: str) -> str:
    """Set each on a line of its own, with the whole path: what an editor looks for."""
    lignes = []
    for error in errors:
        dit = " ".join(" ".join(error.parts()).split())
        chemin, ligne = error.source["filename"], _line(error) or 1
        lignes.append(disarm(f"{chemin}:{ligne}: {genre}: {dit} [{error.code}]\n"))
    return "".join(lignes)


def as_data(errors: Sequence[PtceError], dossier: Path) -> list[dict[str, Any]]:
    """Give errors as an editor wants them: file, line, code, message, remedy."""
    data = []
    for error in errors:
        constat, remede, forme = error.parts()
        data.append(
            {
                "fichier": error.source["filename"],
                "chemin": _relative(error, dossier),
                # An editor opens an error of the whole file on its first line.
                "ligne": _line(error) or 1,
                "code": error.code,
                "message": constat,
                "remede": remede,
                "forme": forme,
            }
        )
    return data


def _place(error: PtceError, dossier: Path) -> str:
    """Name the file and the line; an error of the whole file has none."""
    ligne = _line(error)
    chemin = _relative(error, dossier)
    return f"{chemin}:{ligne}" if ligne else chemin


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
    """Quote the line; too long, it loses its middle: the amount is at its end."""
    texte = read_line(error.source).strip()
    if len(texte) > 4 * _EXTRAIT:
        texte = f"{texte[: 2 * _EXTRAIT]} {texte[-2 * _EXTRAIT :]}"
    if page.width(texte) > _EXTRAIT:
        texte = re.sub(r"[ \t]+", " ", texte)
    if page.width(texte) > _EXTRAIT:
        texte = f"{texte[:_DEBUT]} … {texte[_DEBUT + 3 - _EXTRAIT :]}"
    return texte


def _wrap(texte: str, retrait: int = 0) -> list[str]:
    return page.paragraph(disarm(texte), retrait)
