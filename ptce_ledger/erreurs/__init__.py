"""The closed catalogue of errors, one class each, listed in CATALOGUE."""

from __future__ import annotations

from ptce_ledger.erreurs import attendus
from ptce_ledger.erreurs import bareme
from ptce_ledger.erreurs import budget
from ptce_ledger.erreurs import codes
from ptce_ledger.erreurs import comptes
from ptce_ledger.erreurs import conventions
from ptce_ledger.erreurs import definitions
from ptce_ledger.erreurs import ecritures
from ptce_ledger.erreurs import fichiers
from ptce_ledger.erreurs import interdits
from ptce_ledger.erreurs import nature
from ptce_ledger.erreurs import nombres
from ptce_ledger.erreurs import registre
from ptce_ledger.erreurs import syntaxe
from ptce_ledger.erreurs import texte
from ptce_ledger.erreurs import valeurs
from ptce_ledger.erreurs import valorisation
from ptce_ledger.erreurs.base import PtceError


def _classes(*modules: object) -> dict[str, type[PtceError]]:
    return {
        nom: objet
        for module in modules
        for nom, objet in vars(module).items()
        if isinstance(objet, type) and issubclass(objet, PtceError)
        if getattr(objet, "constat", "")
    }


#: Public code → class, in the order of the chapters of docs/erreurs.md.
CHAPITRES: dict[str, dict[str, type[PtceError]]] = {
    "Les fichiers du livre": _classes(fichiers),
    "La forme d’une ligne": _classes(syntaxe, nombres),
    "Ce que Beancount lirait de travers": _classes(texte),
    "Ce qu’un livre ne peut pas faire": _classes(interdits),
    "Les comptes et les soldes": _classes(comptes),
    "Les clés et leurs valeurs": _classes(valeurs),
    "Le registre": _classes(registre, codes),
    "Les barèmes, les conventions et le budget": _classes(
        bareme, conventions, budget, valorisation
    ),
    "Les écritures": _classes(ecritures, nature),
    "Les chiffres attendus": _classes(attendus),
    "Les définitions de rapports": _classes(definitions),
}
CATALOGUE: dict[str, type[PtceError]] = {
    nom: classe for chapitre in CHAPITRES.values() for nom, classe in chapitre.items()
}
