"""The closed catalogue of errors, one class each, listed in CATALOGUE."""

from __future__ import annotations

from ptce_ledger.erreurs import ecritures
from ptce_ledger.erreurs import lecture
from ptce_ledger.erreurs import registre
from ptce_ledger.erreurs.base import PtceError


def _classes(module: object) -> dict[str, type[PtceError]]:
    return {
        nom: objet
        for nom, objet in vars(module).items()
        if isinstance(objet, type) and issubclass(objet, PtceError)
        if objet is not PtceError
    }


#: Public code → class, in the order of the chapters of docs/erreurs.md.
CHAPITRES: dict[str, dict[str, type[PtceError]]] = {
    "Lire le livre": _classes(lecture),
    "Le registre": _classes(registre),
    "Les écritures": _classes(ecritures),
}
CATALOGUE: dict[str, type[PtceError]] = {
    nom: classe for chapitre in CHAPITRES.values() for nom, classe in chapitre.items()
}
