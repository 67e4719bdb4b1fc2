"""Words of health: what an entry says of someone's body."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ptce_ledger.mots.typographie import fold
from ptce_ledger.remarques.base import Remarque

if TYPE_CHECKING:
    from collections.abc import Iterator

    from beancount.core.data import Transaction

    from ptce_ledger.remarques.regard import Regard

#: What is only ever said of a person.
_SANTE = re.compile(
    r"\b(?:arrets?[ -](?:de[ -])?(?:maladie|travail)|"
    r"conges?[ -](?:de[ -])?(?:maladie|maternite|longue[ -](?:maladie|duree))|"
    r"grossesse|rqth|travailleur[es]*[ -]handicape[es]*|salarie[es]*[ -]handicape[es]*|"
    r"accident du travail|mi-temps therapeutique|temps partiel therapeutique|"
    r"invalidite|inaptitude|hospitalis(?:e|ee|ation)|longue maladie|"
    r"affection de longue duree|burn-?out|chimiotherapie|visite de reprise|ijss)\b"
)
#: What is as well the trade of an organisation: a person's, on a line of staff.
_DE_PERSONNEL = re.compile(
    r"\b(?:handicap|handicape[es]*|maladie|malade|maternite|paternite|enceinte|medical|"
    r"medecin|cancer|depression|depressif|depressive|psychiatr\w+|operation chirurgicale|"
    r"cure|addiction)\b"
)
_INSTITUTION = re.compile(
    r"assurance maladie|caisse primaire|medecine du travail|visite medicale|cotisation|"
    r"complementaire|mutuelle|prevoyance|sante au travail"
)


class DonneeDeSante(Remarque):
    """Un libellé semble dire quelque chose de la santé d’une personne.

    Un arrêt, un handicap, une grossesse sont des données sensibles (RGPD, article 9).
    La charge et son remboursement se comptent sans en dire le motif.
    """

    __slots__ = ()
    constat = "« {mot} » semble dire la santé d’une personne."
    remede = "Écrivez ce qui est payé, sans le motif : « Salaires de mars »."


def iter_sante(regard: Regard) -> Iterator[Remarque]:
    """Look at each line, those of the register apart: they name bodies and projects."""
    for lieu, ligne in regard.iter_lines():
        trouve = _SANTE.search(plain(ligne))
        if trouve and " custom " not in ligne[:20]:
            yield DonneeDeSante.at(lieu, mot=ligne[trouve.start() : trouve.end()])


def iter_personnel(regard: Regard) -> Iterator[Remarque]:
    """Look closer at the words of the entries that pay someone."""
    for entry in regard.ecritures:
        texte = f"{entry.payee or ''} {entry.narration or ''}"
        clair = plain(texte)
        if _SANTE.search(clair) or _INSTITUTION.search(clair):
            continue
        trouve = _DE_PERSONNEL.search(clair)
        if trouve and _is_of_staff(regard, entry):
            mot = texte[trouve.start() : trouve.end()]
            yield DonneeDeSante.at(entry.meta, entry, mot=mot)


def _is_of_staff(regard: Regard, entry: Transaction) -> bool:
    comptes = regard.livre.releve.comptes
    return any(
        comptes[posting.account].numero.startswith(("64", "42"))
        or "salaire" in fold(posting.account)
        for posting in entry.postings
    )


class _Lettres(dict[int, str]):
    """One letter for each, found once: a ledger has few letters, and many of each."""

    def __missing__(self, rang: int) -> str:
        """Fold a letter never met."""
        lettre = self[rang] = fold(chr(rang))[:1] or " "
        return lettre


_LETTRES = _Lettres()


def plain(texte: str) -> str:
    """Fold letter by letter, so that a place in one is a place in the other.

    >>> plain("Arrêt d’œuvre")
    'arret d ouvre'
    """
    return texte.translate(_LETTRES)
