"""Beancount's errors of files, plugins and options, said in French.

Beancount gives most of them no line: it is found again, by what the line must name.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING
from typing import Any

from beancount.parser.options import OPTIONS

from ptce_ledger.erreurs import fichiers
from ptce_ledger.erreurs import syntaxe
from ptce_ledger.erreurs.base import suggest_else
from ptce_ledger.mots import source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.lecture.lieux import Lieu


def no_match(lieu: Lieu, trouve: re.Match[str]) -> PtceError:
    """Report an `include` that brings nothing."""
    place = lieu.lecture.find("include", trouve[1])
    return _backslash(place) or fichiers.LivreIntrouvable.at(place, fichier=trouve[1])


def _backslash(place: Mapping[str, Any]) -> PtceError | None:
    """Report a path as Windows writes it: Beancount reads something else."""
    ligne = source.read_line(place)
    if "\\" not in ligne:
        return None
    return fichiers.BarreInverse.at(place, forme=re.sub(r"\\+", "/", ligne).strip())


def no_file(lieu: Lieu, trouve: re.Match[str]) -> PtceError:
    """Report a file that is not there."""
    nom = os.path.basename(trouve[1])
    return fichiers.LivreIntrouvable.at(lieu.meta, fichier=nom)


def twice(lieu: Lieu, trouve: re.Match[str]) -> PtceError:
    """Report a file read twice, at the second of the lines that bring it."""
    lignes = list(lieu.lecture.iter_includes(trouve[1]))
    nom = os.path.basename(trouve[1])
    place, ecrit = lignes[:2][-1] if lignes else (lieu.meta, nom)
    return fichiers.FichierEnDouble.at(place, fichier=ecrit)


def no_document(lieu: Lieu, trouve: re.Match[str]) -> PtceError:
    """Report a document that is not there, named from the folder of its file."""
    nom = _relative(trouve[1], str(lieu.meta["filename"]))
    return (
        _backslash(lieu.meta)
        or fichiers.misnamed(lieu.meta, nom, trouve[1], lieu.entry)
        or fichiers.PieceIntrouvable.at(lieu.meta, lieu.entry, fichier=nom)
    )


def no_folder(lieu: Lieu, trouve: re.Match[str]) -> PtceError:
    """Report a folder of documents that is not there."""
    place = lieu.lecture.find("option", "documents")
    dossier = _relative(trouve[1], str(place["filename"]))
    return _backslash(place) or fichiers.DossierIntrouvable.at(place, dossier=dossier)


def _relative(chemin: str, fichier: str) -> str:
    try:
        court = os.path.relpath(chemin, os.path.dirname(fichier))
    except ValueError:  # another drive, on Windows
        court = chemin
    return court.replace(os.sep, "/")


def no_plugin(lieu: Lieu, trouve: re.Match[str]) -> PtceError:
    """Report a plugin that is not installed."""
    place = lieu.lecture.find("plugin", trouve[1])
    return fichiers.PluginIntrouvable.at(place, nom=trouve[1])


def plugin_failed(lieu: Lieu, trouve: re.Match[str]) -> PtceError:
    """Report a plugin that raised."""
    place = lieu.lecture.find("plugin", trouve[1])
    return fichiers.PluginEnPanne.at(place, nom=trouve[1])


def no_option(lieu: Lieu, trouve: re.Match[str]) -> PtceError:
    """Report an option that Beancount has not."""
    sinon = suggest_else(trouve[1], OPTIONS)
    return fichiers.OptionInconnue.at(lieu.meta, nom=trouve[1], sinon=sinon)


def tag_left(lieu: Lieu, trouve: re.Match[str]) -> PtceError:
    """Report a pushtag without its poptag."""
    place = lieu.lecture.find("pushtag", trouve[1])
    return _left(place, f"pushtag #{trouve[1]}", f"poptag #{trouve[1]}")


def meta_left(lieu: Lieu, trouve: re.Match[str]) -> PtceError:
    """Report a pushmeta without its popmeta."""
    place = lieu.lecture.find("pushmeta", trouve[1])
    return _left(place, f"pushmeta {trouve[1]}:", f"popmeta {trouve[1]}:")


def _left(place: Mapping[str, Any], ouverture: str, fermeture: str) -> PtceError:
    return syntaxe.EtiquetteOuverte.at(place, ouverture=ouverture, fermeture=fermeture)
