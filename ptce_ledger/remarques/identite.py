"""Personal data by its form, line by line: numbers of people, addresses, pay slips.

The lines themselves are read, comments included: whatever is in the file is in its
history, and no entry has to be right for a number to be seen.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ptce_ledger.remarques.base import Remarque
from ptce_ledger.remarques.sante import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ptce_ledger.remarques.regard import Regard

_NIR = re.compile(
    r"(?<![\w.,-])([1278])([ .\u00a0]?)(\d\d)\2(0[1-9]|1[0-2]|[2-9]\d)\2(\d\d|2[ABab])\2"
    r"(\d{3})\2(\d{3})(?:[ ./\u00a0]{0,3}(\d\d))?(?![\w,-])"
)
#: Words beside which a number needs no right key.
_NOMME = re.compile(r"\b(?:nir|insee|secu|securite sociale)\b")
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d\d(?:[ \u00a0-]?[A-Z0-9]){11,30}(?![A-Za-z0-9])")
_COURRIEL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}")
_TELEPHONE = re.compile(
    r"(?<![\w.,/+-])(?:(?:\+|00)33[ .\u00a0-]?(?:\(0\)[ ]?)?[1-9]|0[1-9])"
    r"(?:([ .\u00a0-]?)\d\d)(?:\1\d\d){3}(?![\w,/-]|\.\d)"
)
#: Keys whose value is a number of something else.
_NUMEROS = re.compile(r"\s+(?:piece|siren|siret|decision|compte|document[\w-]*):")
_BULLETIN = re.compile(
    r"bulletins?[ _.-]*(?:de[ _.-]*)?(?:paie|paye|salaire)|(?:fiche|feuille)s?[ _.-]*(?:de[ _.-]*)?"
    r"(?:paie|paye)|(?:^|[/_. -])(?:bp|bs|paie|paye)[_ .-]+[^/]*\.(?:pdf|jpe?g|png|docx?|odt)$"
)
_FICHIER = re.compile(
    r'"([^"]*\.(?:pdf|jpe?g|png|docx?|odt|xlsx?|csv|zip))"', re.IGNORECASE
)


class NumeroDeSecuriteSociale(Remarque):
    """Ce nombre a la forme d’un numéro de sécurité sociale.

    Le NIR ne sert qu’à la paie et à la santé. Dans un livre que l’on partage et dont
    l’historique garde tout, il n’a pas sa place.
    """

    __slots__ = ()
    constat = "Ce nombre a la forme d’un numéro de sécurité sociale."
    remede = "Retirez-le : un pseudonyme suffit, par exemple « Salariée A »."


class CompteBancaire(Remarque):
    """Ce texte a la forme d’un numéro de compte bancaire (IBAN), et sa clé est juste.

    La banque le connaît déjà ; un livre n’en a pas besoin.
    """

    __slots__ = ()
    constat = "Ce texte a la forme d’un numéro de compte bancaire (IBAN)."
    remede = "Retirez-le : le libellé de l’opération suffit."


class AdresseElectronique(Remarque):
    """Ce texte a la forme d’une adresse électronique.

    Une adresse désigne une personne. Le carnet d’adresses du pôle est ailleurs.
    """

    __slots__ = ()
    constat = "Ce texte a la forme d’une adresse électronique."
    remede = "Retirez-la, ou nommez l’organisme."


class NumeroDeTelephone(Remarque):
    """Ce nombre a la forme d’un numéro de téléphone.

    Un numéro désigne une personne. Le carnet d’adresses du pôle est ailleurs.
    """

    __slots__ = ()
    constat = "Ce nombre a la forme d’un numéro de téléphone."
    remede = "Retirez-le ; si c’est le numéro d’une pièce, mettez-le sous « piece: »."


class BulletinDePaie(Remarque):
    """Le nom d’une pièce est celui d’un bulletin de paie.

    Les bulletins restent chez l’employeur, hors du dossier du livre : Fava montrerait
    la pièce à qui peut l’ouvrir. L’écriture de paie est un total par mois.
    """

    __slots__ = ()
    constat = "Cette pièce semble être un bulletin de paie : {fichier}."
    remede = "Sortez-la du dossier du livre ; citez au besoin le journal de paie :"
    forme = 'piece: "PAIE-2025-03"'


def iter_identites(regard: Regard) -> Iterator[Remarque]:
    """Look at each line for what has the form of personal data."""
    for lieu, ligne in regard.iter_lines():
        nomme = bool(_NOMME.search(plain(ligne)))
        if any(nomme or _is_nir(trouve) for trouve in _NIR.finditer(ligne)):
            yield NumeroDeSecuriteSociale.at(lieu)
        elif any(_is_iban(trouve[0]) for trouve in _IBAN.finditer(ligne)):
            yield CompteBancaire.at(lieu)
        elif _TELEPHONE.search(ligne) and not _NUMEROS.match(ligne):
            yield NumeroDeTelephone.at(lieu)
        if _COURRIEL.search(ligne):
            yield AdresseElectronique.at(lieu)
        for fichier in _FICHIER.findall(ligne):
            if _BULLETIN.search(plain(fichier)):
                yield BulletinDePaie.at(lieu, fichier=fichier)


def _is_nir(trouve: re.Match[str]) -> bool:
    """Tell a NIR: its key is right, or its groups are set apart as on the card."""
    _, espace, *_, cle = trouve.groups()
    if espace:
        return True
    if cle is None:
        return False
    chiffres = "".join(trouve.group(1, 3, 4, 5, 6, 7)).upper()
    # Corsica: 2A counts as 19, 2B as 18.
    nombre = int(chiffres.replace("2A", "19").replace("2B", "18"))
    return 97 - nombre % 97 == int(cle)


def _is_iban(texte: str) -> bool:
    """Tell an IBAN by its key: modulo 97, the country and the key sent to the end.

    >>> _is_iban("FR76 3000 6000 0112 3456 7890 189"), _is_iban("FR76 3000 6000 0112")
    (True, False)
    """
    net = re.sub(r"[^A-Z0-9]", "", texte)
    if not 15 <= len(net) <= 34:
        return False
    return int("".join(str(int(c, 36)) for c in net[4:] + net[:4])) % 97 == 1
