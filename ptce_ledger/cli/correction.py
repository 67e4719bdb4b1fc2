"""`ptce verifier --corriger`: show what can be mended, ask, keep the old file, write."""

from __future__ import annotations

import difflib
import os
import sys
from typing import TYPE_CHECKING
from typing import NamedTuple

import click

from ptce_ledger.cli import commun

if TYPE_CHECKING:
    from pathlib import Path

    from ptce_ledger.lecture.saisie.correction import Correction


class _Fichier(NamedTuple):
    nom: str
    chemin: Path
    contenu: bytes
    correction: Correction


def correct(principaux: list[Path], *, oui: bool) -> None:
    """Mend the files of some ledgers, after showing each change; all or none."""
    fichiers = [f for principal in principaux for f in _read(principal)]
    changes = [f for f in fichiers if _is_changed(f.correction)]
    for fichier in changes:
        click.echo(_diff(fichier))
    _tell_doubts(fichiers)
    if not changes:
        click.echo("Rien à corriger sans hésiter.\n")
        return
    pluriel = "s" if len(changes) > 1 else ""
    if not oui and not _ask(f"Écrire {len(changes)} fichier{pluriel} ?"):
        click.echo("Rien n’a été changé.\n")
        return
    for fichier in changes:
        _write(fichier)
    click.echo()


def _read(principal: Path) -> list[_Fichier]:
    """Read the files of a ledger and mend each, main file first."""
    from ptce_ledger.lecture.limites import OCTETS_D_UN_FICHIER
    from ptce_ledger.lecture.saisie.correction import correct_bytes
    from ptce_ledger.mots.inclusions import match_under
    from ptce_ledger.mots.inclusions import walk_includes

    dossier = principal.parent
    lus: dict[str, _Fichier] = {}

    def read(nom: str) -> str | None:
        chemin = dossier / nom
        try:
            # A link leads elsewhere, and a device has no end.
            if chemin.is_symlink() or not chemin.is_file():
                return None
            if chemin.stat().st_size > OCTETS_D_UN_FICHIER:
                return None
            contenu = chemin.read_bytes()
        except OSError:
            return None
        lus[nom] = _Fichier(nom, chemin, contenu, correct_bytes(contenu))
        return lus[nom].correction.apres

    walk_includes(principal.name, match_under(dossier), read)
    return list(lus.values())


def _is_changed(correction: Correction) -> bool:
    return correction.avant != correction.apres or correction.encodage != "UTF-8"


def _diff(fichier: _Fichier) -> str:
    """Show the changes as a unified diff, what does not show made visible."""
    from ptce_ledger.mots.typographie import disarm

    correction = fichier.correction
    lignes = difflib.unified_diff(
        correction.avant.replace("\r\n", "\n").split("\n"),
        correction.apres.replace("\r\n", "\n").split("\n"),
        f"{fichier.nom} (avant)",
        f"{fichier.nom} (après)",
        n=0,
        lineterm="",
    )
    montre = [_paint(disarm(_show_spaces(ligne))) for ligne in lignes]
    if not montre and correction.avant != correction.apres:
        montre.append(f"{fichier.nom} : fins de ligne")
    if correction.encodage != "UTF-8":
        montre.append(f"{fichier.nom} : {correction.encodage} → UTF-8")
    return "\n".join([*montre, ""])


def _show_spaces(ligne: str) -> str:
    if not ligne.startswith("-"):
        return ligne
    return ligne.replace("\u00a0", "⍽").replace("\u202f", "⍽")


def _paint(ligne: str) -> str:
    couleur = {"-": "red", "+": "green", "@": "cyan"}.get(ligne[:1])
    return click.style(ligne, fg=couleur) if couleur else ligne


def _tell_doubts(fichiers: list[_Fichier]) -> None:
    from ptce_ledger.mots.typographie import disarm
    from ptce_ledger.mots.typographie import typeset

    doutes = [(f.nom, doute) for f in fichiers for doute in f.correction.doutes]
    if not doutes:
        return
    click.echo("À décider vous-même, rien n’y est changé :")
    for nom, doute in doutes:
        lieu = f"{nom}:{doute.ligne}" if doute.ligne else nom
        click.echo(f"  {disarm(lieu)}: {typeset(disarm(doute.raison))}")
    click.echo()


def _ask(question: str) -> bool:
    """Ask on a terminal; elsewhere nobody answers, and that is a no."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        commun.fail("Rien n’a été changé : pour accepter sans question, ajoutez --oui.")
    # click's own question is in English: y, not o.
    reponse = click.prompt(f"{question} [o/N]", default="n", show_default=False)
    return str(reponse).strip().lower() in ("o", "oui")


def _write(fichier: _Fichier) -> None:
    """Keep the old file beside, then replace it in one rename."""
    from ptce_ledger.mots.fichiers import write_whole

    garde = _free_name(fichier.chemin)
    try:
        if fichier.chemin.read_bytes() != fichier.contenu:
            commun.fail(f"{fichier.nom} a changé entre-temps : recommencez.")
        write_whole(garde, fichier.contenu)
        write_whole(fichier.chemin, fichier.correction.apres.encode())
    except OSError as erreur:
        from ptce_ledger.mots.fichiers import say_refusal

        commun.fail(f"Impossible d’écrire {fichier.nom} : {say_refusal(erreur)}.")
    click.echo(f"Écrit : {fichier.nom} (l’ancien : {garde.name})")


def _free_name(chemin: Path) -> Path:
    """Name the copy of the old file: « .avant », numbered when it is taken."""
    garde = chemin.with_name(f"{chemin.name}.avant")
    numero = 2
    while os.path.lexists(garde):
        garde = chemin.with_name(f"{chemin.name}.avant-{numero}")
        numero += 1
    return garde
