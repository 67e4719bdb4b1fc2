"""Brings the English catalogue up to date: `make catalogue`.

A sentence of the pages reaches it from `say`, `count` and `mark` in the code; or, for
what is data, from the vocabulary, the indicators and the titles of every table of the
example pole. A message, under its own context, comes from the class of the error or of
the remark, and from `tell` and `later` for the words that it takes.
"""

# ruff: noqa: INP001, T201  a script, not a package

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.messages.pofile import write_po

from ptce_ledger import __version__
from ptce_ledger.analyse.dossier import Dossier
from ptce_ledger.analyse.indicateurs import INDICATEURS
from ptce_ledger.erreurs import CATALOGUE
from ptce_ledger.lecture.livre import load_livre
from ptce_ledger.mots import economie
from ptce_ledger.mots import lexique
from ptce_ledger.mots import reperes
from ptce_ledger.mots.langue import CONTEXTE
from ptce_ledger.registre import genres
from ptce_ledger.remarques import REMARQUES
from ptce_ledger.suivi import a_faire
from ptce_ledger.suivi import phases
from ptce_ledger.suivi.etats import ETATS
from ptce_ledger.suivi.suivi import Suivi

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from ptce_ledger.analyse.tableau import Groupe
    from ptce_ledger.analyse.tableau import Tableau

RACINE = Path(__file__).parent.parent
ANGLAIS = RACINE / "ptce_ledger" / "mots" / "locale" / "en" / "LC_MESSAGES" / "ptce.po"
_MOTS_CLES = {"say": None, "mark": None, "count": (1, 2)}
_DES_MESSAGES = {"tell": None, "later": None, "later_count": (1, 2)}
#: Lists of the vocabulary that pages show the labels of.
_LISTES = (
    lexique.NATURES,
    lexique.DECLARATIONS,
    lexique.TYPES,
    lexique.ORIGINES,
    lexique.PERIMETRES,
    lexique.PREUVES,
    lexique.PHASES,
    lexique.ECHELONS,
    lexique.STATUTS,
    lexique.METHODES,
    lexique.COOPERATIONS_DE_PROJET,
    lexique.NATURES_DE_COOPERATION,
    lexique.OBJETS_DE_COOPERATION,
    reperes.CERCLES,
    reperes.REPONSES,
    reperes.COMPTES_DE_MEMBRES,
    reperes.PRECISIONS,
    economie.BASES,
    economie.ECHEANCES,
    economie.REGIMES_D_AIDE,
    economie.ETATS_D_ECHEANCE,
    economie.POINTAGES,
    economie.MANQUES,
    economie.SENS_RECIPROQUES,
    economie.CONSTATS,
    economie.TACHES,
    economie.OBJETS_DE_TACHE,
)


class CatalogueSansOutil(Catalog):
    """A catalogue that is the same, whichever version of Babel writes it."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """Give its headers, but for the one that names Babel's version."""
        entetes = self._get_mime_headers()
        return [(nom, dit) for nom, dit in entetes if nom != "Generated-By"]

    @mime_headers.setter
    def mime_headers(self, entetes: Iterable[tuple[str, str]]) -> None:
        self._set_mime_headers(entetes)

    @classmethod
    def of(cls, autre: Catalog) -> CatalogueSansOutil:
        """Copy a catalogue."""
        copie = cls(
            autre.locale,
            header_comment=autre.header_comment,
            project=autre.project,
            version=autre.version,
            msgid_bugs_address=autre.msgid_bugs_address,
            creation_date=autre.creation_date,
            revision_date=autre.revision_date,
            last_translator=autre.last_translator,
            language_team=autre.language_team,
            fuzzy=autre.fuzzy,
        )
        for message in autre:
            if message.id:
                copie[message.id] = message
        copie.obsolete = autre.obsolete
        return copie


def template() -> Catalog:
    """Gather every sentence that a page may say, and every message."""
    catalogue = Catalog(
        "en",
        header_comment="# English sentences of the pages and messages of ptce-ledger.",
        project="ptce-ledger",
        version=__version__,
        msgid_bugs_address="ptce-ledger",
        last_translator="ptce-ledger",
        language_team="ptce-ledger",
        fuzzy=False,
    )
    for dossier in ("ptce_ledger", "plugins", "reports"):
        for mots_cles, contexte in ((_MOTS_CLES, None), (_DES_MESSAGES, CONTEXTE)):
            for nom, _, message, _, _ in extract_from_dir(
                RACINE / dossier, [("**.py", "python")], keywords=mots_cles
            ):
                lieux = [(f"{dossier}/{nom}", 0)]
                catalogue.add(message, locations=lieux, context=contexte)
    for lieu, textes in _data():
        for texte in textes:
            catalogue.add(texte, locations=[(lieu, 0)])
    for lieu, textes in _messages():
        for texte in filter(None, textes):
            catalogue.add(texte, locations=[(lieu, 0)], context=CONTEXTE)
    return catalogue


def updated() -> Catalog:
    """Give the English catalogue as it should be, with what is translated already."""
    modele = template()
    if not ANGLAIS.exists():
        return modele
    with ANGLAIS.open("rb") as flux:
        catalogue = read_po(flux, locale="en")
    # A date that changes at each run would hide what has changed.
    modele.creation_date = catalogue.creation_date
    catalogue.update(modele, no_fuzzy_matching=True)
    return CatalogueSansOutil.of(catalogue)


def as_po(catalogue: Catalog) -> bytes:
    """Write a catalogue as text, without what no longer serves."""
    flux = io.BytesIO()
    write_po(
        flux,
        catalogue,
        width=88,
        sort_by_file=True,
        include_lineno=False,
        ignore_obsolete=True,
    )
    return flux.getvalue()


def as_mo(catalogue: Catalog) -> bytes:
    """Compile a catalogue."""
    flux = io.BytesIO()
    write_mo(flux, catalogue)
    return flux.getvalue()


def missing(catalogue: Catalog) -> list[str]:
    """List the sentences that have no English yet."""
    return [
        str(message.id)
        for message in catalogue
        if message.id and not (message.string and all(message.string))
    ]


def _data() -> Iterator[tuple[str, Iterable[str]]]:
    """Yield the sentences that are data, with where they are written."""
    mots = [mot.libelle for liste in _LISTES for mot in liste.values()]
    yield (
        "ptce_ledger/mots/lexique.py",
        [
            *mots,
            *lexique.CLASSES.values(),
            *lexique.IMMOBILISATIONS.values(),
        ],
    )
    yield (
        "ptce_ledger/analyse/indicateurs.py",
        [texte for i in INDICATEURS.values() for texte in i[:3]],
    )
    dossier = Dossier(load_livre(RACINE / "ledgers" / "exemple").releve)
    premier = dossier.exercices[0]
    groupes = dossier.synthese(premier).groupes(dossier.annexe(premier))
    for groupe in (*groupes, *dossier.comparaison.niveaux):
        yield "reports/definitions/", [groupe.titre, *_titles(groupe)]
    suivi = Suivi(dossier)
    etats = [make(suivi, premier) for make in ETATS.values()]
    for etat in (*etats, phases.build(suivi), a_faire.build(suivi)):
        titres = (titre for table in etat.tableaux for titre in _titles_of(table))
        yield "ptce_ledger/suivi/", [etat.titre, *titres]


def _messages() -> Iterator[tuple[str, Iterable[str]]]:
    """Yield the templates of errors and remarks, and what they call a kind of value."""
    for classe in (*CATALOGUE.values(), *REMARQUES.values()):
        lieu = classe.__module__.replace(".", "/") + ".py"
        # A remedy that is wholly a word of the error is said by that word.
        gabarits = (classe.constat, classe.remede)
        yield lieu, (gabarit for gabarit in gabarits if gabarit != "{remede}")
    genres_nommes = (v for v in vars(genres).values() if isinstance(v, genres.Genre))
    yield "ptce_ledger/registre/genres.py", (genre.attendu for genre in genres_nommes)


def _titles(groupe: Groupe) -> Iterator[str]:
    for table in groupe.tableaux:
        yield from _titles_of(table)
    for sous in groupe.groupes:
        yield from _titles(sous)


def _titles_of(table: Tableau) -> Iterator[str]:
    yield table.titre
    # The columns of a comparison are years.
    yield from (
        colonne.titre
        for colonne in (*table.cles, *table.colonnes)
        if not set(colonne.titre).issubset("0123456789 →")
    )


if __name__ == "__main__":
    catalogue = updated()
    ANGLAIS.parent.mkdir(parents=True, exist_ok=True)
    ANGLAIS.write_bytes(as_po(catalogue))
    ANGLAIS.with_suffix(".mo").write_bytes(as_mo(catalogue))
    for message in missing(catalogue):
        print("À traduire :", message)
