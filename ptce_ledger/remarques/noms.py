"""People's names where a pseudonym is expected: accounts, volunteers, employees.

Nobody can tell a name for sure. What stands where a person stands is looked at closely;
elsewhere only « M. » or « Mme » before a name is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from typing import Any

from beancount.core.data import Open

from ptce_ledger.mots import lexique
from ptce_ledger.mots.typographie import fold
from ptce_ledger.remarques.base import Remarque
from ptce_ledger.remarques.prenoms import NOMS
from ptce_ledger.remarques.prenoms import PRENOMS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from beancount.core.data import Transaction

    from ptce_ledger.faits.comptes import Compte
    from ptce_ledger.registre.pole import Registre
    from ptce_ledger.remarques.regard import Regard

#: Accounts of which a component may be someone: staff, volunteers, partners, lenders.
_DE_PERSONNES = re.compile(r"64|42|455|467|468|86|87|411")
_MOTS_DE_PERSONNES = re.compile(
    r"benevol|salari|salaire|personnel|remuner|stagiaire|volontair|adherent|usager"
)
_CIVILITE = re.compile(
    r"\b(?:M\.|Mr\.?|MM\.|Mme|Mmes|Mlle|Monsieur|Madame|Mademoiselle)[ \u00a0]+"
    r"(?!l[ea]\b)[A-ZÀ-Ý][\w’'-]+"
)
#: A word of a component: « JeanMartin », « Dupont-Marie ».
_MOT = re.compile(r"[A-ZÀ-Ý]?[a-zà-ÿ]+|[A-ZÀ-Ý]{2,}(?![a-zà-ÿ])|\d+")
_PSEUDONYME = re.compile(
    r"(?:[A-Za-zÀ-ÿ]{1,12}[ -]?)?(?:[A-Z]{0,3}-?\d{1,5}|[A-Z]{1,2})|[a-z]{1,4}-?\d{1,5}"
)
_NOM_PROPRE = re.compile(r"[A-ZÀ-Ý][a-zà-ÿ]+(?:-[A-ZÀ-Ý][a-zà-ÿ]+)*|[A-ZÀ-Ý]{2,}")
#: What a group, a place or a house is called: then the rest is no one's name.
_COLLECTIF = re.compile(
    r"benevol|comite|conseil|college|equipe|groupe|association|asso\b|collectif|club|"
    r"cooperat|scop|scic|sarl|sas\b|ecole|lycee|maison|mairie|commune|ville|fondation|"
    r"habitant|adherent|membre|atelier|chantier|commission|bureau|assemblee|jury|ag\b|"
    r"participant|usager|jardin|ferme|cafe|centre|foyer|amis|amicale|reseau|pole|ptce|"
    r"cabinet|avocat|banque|societe|etude|agence|universite|saint|sainte|rue|place|"
    r"salari|stagiaire|volontaire|expert|mecen|donat|particulier|rencontre|journee|"
    r"reunion|permanence|temps|heures|fete|tiers|lieu|projet|formation|coordination"
)


class NomDansUnCompte(Remarque):
    """Un nom de personne semble être dans le nom d’un compte.

    Les noms des comptes sont sur toutes les pages, et restent dans l’historique. Un
    numéro suffit : la liste qui le relie au nom reste hors du livre.
    """

    __slots__ = ()
    constat = "« {nom} » semble être une personne, dans le compte {compte}."
    remede = "Nommez le compte par un numéro, par exemple :"
    forme = "{forme}"


class NomDePersonne(Remarque):
    """Un nom de personne semble être écrit là où un pseudonyme suffit.

    Bénévoles, salariés et donateurs n’ont pas à être nommés dans un livre qui circule :
    « Bénévoles », « Salariée A », ou un numéro (« personne: "b-017" »). La liste qui
    relie les numéros aux noms reste hors du livre.
    """

    __slots__ = ()
    constat = "« {nom} » semble être une personne."
    remede = "Écrivez « {collectif} », et au besoin un numéro :"
    forme = 'personne: "b-017"'


def iter_comptes(regard: Regard) -> Iterator[Remarque]:
    """Look for names in the accounts, at the line that opens them."""
    releve = regard.livre.releve
    connus = _known(releve.registre)
    for entry in regard.livre.entries:
        if type(entry) is Open:
            nom = _name_in(releve.comptes[entry.account], connus)
            if nom:
                forme = entry.account.replace(nom, "B-017")
                yield NomDansUnCompte.at(
                    entry.meta, entry, nom=nom, compte=entry.account, forme=forme
                )


def _name_in(compte: Compte, connus: set[str]) -> str:
    """Find the component of an account that is someone.

    One known word is enough in an account of people; elsewhere it takes both names.
    """
    proche = _DE_PERSONNES.match(compte.numero) or _MOTS_DE_PERSONNES.search(
        fold(compte.nom)
    )
    for entier in reversed(compte.nom.split(":")[1:]):
        composant = entier.lstrip("0123456789-")
        plie = fold(composant)
        if _COLLECTIF.search(plie) or plie.replace("-", "") in connus:
            continue
        mots = [fold(mot) for mot in _MOT.findall(composant)]
        noms = PRENOMS | NOMS if len(mots) < 3 else PRENOMS
        if is_full_name(mots) or (proche and not noms.isdisjoint(mots)):
            return composant
    return ""


def is_full_name(mots: list[str]) -> bool:
    """Tell a first name and a surname, in any order, and nothing else.

    >>> is_full_name(["martin", "julie"]), is_full_name(["papeterie", "martin"])
    (True, False)
    """
    if len(mots) != 2:
        return False
    un, deux = mots
    return (un in PRENOMS and deux in NOMS) or (un in NOMS and deux in PRENOMS)


def is_collective(texte: str) -> bool:
    """Tell what names a body or a place: the rest of it is no one's name."""
    return _COLLECTIF.search(_words(texte)) is not None


def iter_personnes(regard: Regard) -> Iterator[Remarque]:
    """Look for names where a line tells who worked, was paid or gave."""
    connus = _known(regard.livre.releve.registre)
    for entry in regard.ecritures:
        collectif = _of_people(regard, entry)
        paye = entry.payee or ""
        nom = _titled(paye) or _titled(entry.narration or "")
        if not nom and fold(paye) not in connus and _is_someone(paye, collectif):
            nom = paye
        if nom:
            qui = collectif or "Particuliers"
            yield NomDePersonne.at(entry.meta, entry, nom=nom, collectif=qui)
        for meta in (entry.meta, *(p.meta or {} for p in entry.postings)):
            yield from _pseudonym(meta, entry)


def _is_someone(paye: str, collectif: str) -> bool:
    if not collectif:
        return is_full_name([fold(mot) for mot in paye.split()])
    return looks_like_someone(paye, large=collectif == "Bénévoles")


def _pseudonym(meta: Any, entry: Transaction) -> Iterator[Remarque]:
    personne = str(meta.get("personne") or "")
    if personne and looks_like_someone(personne, large=True):
        collectif = "Bénévoles"
        yield NomDePersonne.at(meta, entry, nom=personne, collectif=collectif)


def _titled(texte: str) -> str:
    trouve = _CIVILITE.search(texte)
    return trouve[0] if trouve else ""


def _of_people(regard: Regard, entry: Transaction) -> str:
    """Say whom an entry may name: volunteers, employees, or "" for nobody."""
    comptes = regard.livre.releve.comptes
    for posting in entry.postings:
        compte = comptes[posting.account]
        devise = posting.units.currency if posting.units else ""
        if lexique.est_heure(devise) or compte.numero.startswith(("864", "875")):
            return "Bénévoles"
        if compte.numero.startswith(("64", "42")) or "salaire" in fold(compte.nom):
            return "Salariés"
    return ""


def looks_like_someone(texte: str, *, large: bool) -> bool:
    """Tell whether a text may be a person's name.

    When `large`, two capitalised words that no vocabulary knows are enough.

    >>> [looks_like_someone(t, large=True) for t in ("Jean", "Bénévoles", "BEN-012")]
    [True, False, False]
    >>> [looks_like_someone(t, large=True) for t in ("Maëlys Le Goff", "Comité local")]
    [True, False]
    """
    if not texte or _PSEUDONYME.fullmatch(texte) or _COLLECTIF.search(_words(texte)):
        return False
    mots = texte.replace(",", " ").split()
    prenom = any(
        fold(partie) in PRENOMS for mot in mots for partie in (mot, *mot.split("-"))
    )
    if prenom and len(mots) <= 4:
        return True
    propres = all(_NOM_PROPRE.fullmatch(mot) for mot in mots)
    return fold(texte) in NOMS or (large and propres and len(mots) in (2, 3))


def _words(texte: str) -> str:
    """Fold a text and keep its words apart."""
    return " ".join(fold(mot) for mot in re.split(r"[\s'’-]+", texte))


def _known(registre: Registre) -> set[str]:
    """List what the register names: an organisation may bear someone's name."""
    noms = {*registre.noms, *registre.tiers, *registre.projets}
    noms |= {fold(t.libelle) for t in registre.tiers.values()}
    return noms | {nom.replace("-", "") for nom in noms}
