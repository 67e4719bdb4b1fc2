"""Keys that several kinds of declarations bear, and mean the same by."""

from __future__ import annotations

from ptce_ledger.mots import lexique
from ptce_ledger.registre.forme import Propriete
from ptce_ledger.registre.genres import TEXTE
from ptce_ledger.registre.genres import Choix

PREUVE = Propriete(
    Choix(lexique.PREUVES), "La force de la preuve ; sans elle, « declaratif »."
)
ORIGINES = Choix(lexique.ORIGINES_DECLAREES)
ORIGINE_DE = Propriete(
    ORIGINES, "L’origine de l’argent et du temps qui viennent de lui."
)
ECHELON = Propriete(Choix(lexique.ECHELONS), "L’échelon, pour une personne publique.")
FORME = Propriete(TEXTE, "La forme juridique : SCOP, association, commune…")
SIREN = Propriete(TEXTE, "Le numéro SIREN.")
ALIAS = Propriete(
    TEXTE, "Ses autres noms dans les écritures, séparés par un point-virgule."
)
