"""Look for private words in what is published: every file, every text of it.

What is private is whatever the pole's own files hold and no permission lists: payees,
narrations, metadata, tags, links, accounts, comments, codes and labels, paths; and the
amounts that are withheld. What the tool itself says is not private.
"""

from __future__ import annotations

import functools
import html
import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING
from typing import NamedTuple
from urllib.parse import unquote

from beancount.core.data import Custom
from beancount.core.data import Transaction

from ptce_ledger.analyse.definitions.propres import load_propres
from ptce_ledger.analyse.definitions.propres import paths_of
from ptce_ledger.mots import economie
from ptce_ledger.mots import lexique
from ptce_ledger.mots.langue import vocabulary
from ptce_ledger.publication.copie.livre import EXTENSIONS
from ptce_ledger.publication.copie.livre import accounts_of
from ptce_ledger.registre.directives import DIRECTIVES
from ptce_ledger.registre.genres import Choix
from ptce_ledger.suivi import conventions
from ptce_ledger.suivi import echeances
from ptce_ledger.suivi.remises import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from typing import Any

    from ptce_ledger.analyse.definitions.grammaire import DefGroupe
    from ptce_ledger.lecture.livre import Livre
    from ptce_ledger.publication.copie.noms import Noms
    from ptce_ledger.publication.copie.parts import Part
    from ptce_ledger.publication.copie.permission import Permission

#: Shorter words are those of everybody.
_LETTRES_MINIMUM = 4
_COUPURES = re.compile(r"[<>\"\n\r]+")
_ESPACES = re.compile(r"\s+")
_MOTS = re.compile(r"[\w-]+")
#: The spaces, thin or not, by which thousands are set apart.
_MILLIERS = re.compile(r"(?<=\d)[\s\u00a0\u202f,](?=\d{3}(?!\d))")
#: An amount in euros, on a posting of an entry: declared amounts are no sum of people's.
_MONTANT = re.compile(r"^  [A-Z][^\s;\"]*  -?(\d+\.\d+) EUR$", re.MULTILINE)
_COMMENTAIRE = re.compile(r"^\s*[;*#]+\s*(.*)$")
#: Fields of entries that hold words.
_CHAMPS = (
    "payee",
    "narration",
    "account",
    "source_account",
    "comment",
    "type",
    "description",
    "name",
    "query_string",
)
_DE_FAVA = ("fava-extension", "fava-option")
#: Files that every site has.
STYLES = ("ptce.css", "site.css")
#: The number by which a component of an account begins.
_NUMERO = re.compile(r"^\d+-?")
_MACHINE = frozenset({"filename", "lineno"})


class Fuite(NamedTuple):
    """A private word, and the first file where it is."""

    fichier: str
    mot: str


def find_leaks(
    dossier: Path, prives: Iterable[str], publics: Iterable[str]
) -> list[Fuite]:
    """Find the private words that a folder holds; `publics` may be said."""
    permis = _Texte("\n".join({_plain(mot) for mot in publics}))
    cherches = {_plain(mot): mot for mot in prives}
    cherches = {
        plat: mot
        for plat, mot in cherches.items()
        if len(plat) >= _LETTRES_MINIMUM and not (plat.isdigit() or permis.holds(plat))
    }
    textes: dict[str, str] = {}
    vus: set[str] = set()
    bruts: set[str] = set()
    for chemin in sorted(p for p in dossier.rglob("*") if p.is_file()):
        nom = chemin.relative_to(dossier).as_posix()
        bouts = {*_texts(chemin, bruts), _plain(nom)} - vus
        vus |= bouts
        textes[nom] = "\n".join(bouts)
    # Nearly always none is there: all the files are looked at in one go first.
    tout = _Texte("\n".join(textes.values()))
    trouves = {plat: mot for plat, mot in cherches.items() if tout.holds(plat)}
    return [
        Fuite(nom, mot)
        for nom, texte in textes.items()
        for plat, mot in trouves.items()
        if _occurs(plat, texte)
    ]


class _Texte:
    """A text in which many words are looked for."""

    def __init__(self, texte: str) -> None:
        self._texte = texte
        self._mots = set(_MOTS.findall(texte))

    def holds(self, mot: str) -> bool:
        """Tell whether it has a phrase; one of whose words it has not, it has not."""
        return self._mots.issuperset(_MOTS.findall(mot)) and _occurs(mot, self._texte)


def _occurs(mot: str, texte: str) -> bool:
    """Tell whether a word is in a text, not as a part of a longer one."""
    return mot in texte and bool(_whole(mot).search(texte))


@functools.lru_cache(maxsize=4096)
def _whole(mot: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(mot)}(?![\w-])")


def _texts(chemin: Path, vus: set[str]) -> Iterator[str]:
    """Yield the texts of a file, elements and attributes alike, written plainly.

    Pages say the same over and over: a text in `vus` was looked at in another file.
    """
    brut = chemin.read_bytes().decode("utf-8", errors="replace")
    neufs = set(_COUPURES.split(brut)) - vus
    vus |= neufs
    for bout in neufs:
        if bout.strip():
            yield _plain(html.unescape(unquote(bout)))


class _SansAccent(dict[int, str]):
    """What each sign is once folded, found the first time it is met: "" for an accent."""

    def __missing__(self, code: int) -> str:
        signe = chr(code)
        plie = "" if unicodedata.combining(signe) else signe
        self[code] = plie
        return plie


_SANS_ACCENT = _SansAccent()


def _plain(texte: str) -> str:
    """Write a text without case, accents, odd spaces or thousands set apart."""
    plat = texte.replace("’", "'")
    if not plat.isascii():
        plat = unicodedata.normalize("NFKD", plat).translate(_SANS_ACCENT)
    plat = _MILLIERS.sub("", plat.casefold())
    return _ESPACES.sub(" ", plat).strip()


def iter_public(
    livre: Livre, permission: Permission, noms: Noms, parts: Iterable[Part]
) -> Iterator[str]:
    """Yield what may be said: the words of the tool, and those that are listed."""
    registre = livre.registre
    yield from vocabulary()
    yield from (*DIRECTIVES, *_DE_FAVA, *EXTENSIONS, *STYLES)
    yield from _closed_words()
    yield from accounts_of(parts)
    yield "{:02}-{:02}".format(*registre.debut_exercice)
    # Each page says of when it is.
    yield from (f"Exercice {annee}" for annee in permission.exercices)
    yield from (registre.code, registre.libelle)
    yield ", ".join(sorted(permission.perimetres))
    for code in (*permission.perimetres, *permission.nommes, *noms.nommes):
        yield from (code, registre.label(code))
    yield from permission.agreements(registre)
    yield from (tiers.libelle for tiers in noms.reunis.values())
    for table in (
        lexique.TYPES,
        lexique.ORIGINES,
        lexique.ECHELONS,
        lexique.PHASES,
        lexique.STATUTS,
        lexique.PREUVES,
        lexique.COOPERATIONS_DE_PROJET,
        lexique.DIFFUSIONS,
        economie.ETATS_D_ECHEANCE,
    ):
        for mot, dit in table.items():
            yield from (mot, dit.libelle)
    yield from lexique.CLASSES.values()
    yield from lexique.IMMOBILISATIONS.values()
    yield from map(
        key_of, (c.code for c in (*conventions.COLONNES, *echeances.COLONNES))
    )


def _closed_words() -> Iterator[str]:
    """Yield the words of the closed lists that a directive takes: they are ours."""
    for directive in DIRECTIVES.values():
        cles = (propriete.genre for propriete in directive.cles.values())
        for genre in (*directive.valeurs.values(), *cles):
            if isinstance(genre, Choix):
                yield from genre.valeurs


def iter_private(livre: Livre) -> Iterator[str]:
    """Yield every word of the pole's own files."""
    yield str(livre.options["title"])
    for entry in livre.entries:
        yield from _words(entry)
        for posting in entry.postings if type(entry) is Transaction else ():
            yield from _meta(posting.meta)
    for nom in dict.fromkeys((str(livre.chemin), *livre.options.get("include", ()))):
        chemin = Path(nom)
        yield from (str(chemin), str(chemin.parent))
        yield from _comments(chemin)
    yield from map(str, paths_of(livre.releve))
    for nom in paths_of(livre.releve):
        yield from _comments(Path(nom))
    for groupe in load_propres(livre.releve):
        yield from _titles(groupe)


def find_amounts(livre: Path, parts: Iterable[Part]) -> list[Fuite]:
    """Find the withheld amounts that a published ledger holds.

    All that is published is computed from that file, where no amount is derived: on a
    page, an equal number would be a coincidence.
    """
    permis = {_cents(part.montant) for part in parts if not part.retenue}
    ecrits = set(_MONTANT.findall(livre.read_text(encoding="utf-8")))
    retenus = {_cents(part.vrai) for part in parts if part.retenue and part.vrai}
    return [Fuite(livre.name, mot) for mot in sorted(retenus & ecrits - permis)]


def _cents(montant: Any) -> str:
    return f"{abs(montant):.2f}"


def _words(entry: Any) -> Iterator[str]:
    yield from _meta(entry.meta)
    for champ in _CHAMPS:
        valeur = getattr(entry, champ, None)
        if isinstance(valeur, str):
            yield valeur
            if champ == "account":
                yield from (_NUMERO.sub("", nom) for nom in valeur.split(":"))
    for champ in ("tags", "links"):
        yield from getattr(entry, champ, None) or ()
    if filename := getattr(entry, "filename", None):
        yield from (str(filename), Path(str(filename)).name)
    # The path of an expected figure is of our grammar: it says nothing of the pole.
    if type(entry) is Custom and entry.type != "ptce-attendu":
        for valeur in entry.values or ():
            if isinstance(valeur.value, str):
                yield from _pieces(valeur.value)


def _titles(groupe: DefGroupe) -> Iterator[str]:
    """Yield the words of a report that the pole defines; its codes are of our grammar."""
    yield from (groupe.code, groupe.titre)
    for tableau in groupe.tableaux:
        yield from (tableau.titre, *tableau.titres.values())
        yield from (colonne.titre for colonne in tableau.colonnes)
    for fiche in groupe.fiches:
        yield from (fiche.titre, *(chiffre.titre for chiffre in fiche.chiffres))


def _meta(meta: Any) -> Iterator[str]:
    for cle, valeur in (meta or {}).items():
        if cle not in _MACHINE and isinstance(valeur, str):
            yield from _pieces(valeur)


def _pieces(texte: str) -> Iterator[str]:
    """Yield a text, and each of the names that it lists."""
    yield texte
    if ";" in texte or "," in texte:
        yield from (bout.strip() for bout in re.split("[;,]", texte))


def _comments(chemin: Path) -> Iterator[str]:
    for ligne in chemin.read_text(encoding="utf-8", errors="replace").splitlines():
        if trouve := _COMMENTAIRE.match(ligne):
            yield trouve[1]
