"""Words that tables show beside those of the vocabulary: what is counted, of whom."""

from __future__ import annotations

from ptce_ledger.mots.lexique import Mot

#: How near to the pole a member stands.
CERCLES = {
    "noyau": Mot("Noyau", "Il décide et porte les projets avec les autres."),
    "partenaire": Mot("Partenaire", "Il coopère sans porter le pôle."),
}

#: Why a member has declared nothing.
REPONSES = {
    "refus": Mot("Refus", "Il a été interrogé, et ne veut pas répondre."),
}

#: What members are counted by.
COMPTES_DE_MEMBRES = {
    "ensemble": Mot("Ensemble", "Tous les membres de l’exercice."),
    "origine": Mot("Origine", "Particuliers, privé, public, ESS."),
    "cercle": Mot("Cercle", "Noyau ou partenaire."),
    "forme": Mot("Forme", "La forme juridique, telle qu’elle est écrite."),
    "secteur": Mot("Secteur", "Le secteur d’activité, tel qu’il est écrit."),
    "reponse": Mot("Réponse", "Ce qu’il a dit de son chiffre d’affaires."),
}

#: What is written of a member that is counted, when no other list has the word.
PRECISIONS = {
    "declare": Mot("A déclaré", "Son chiffre d’affaires, imputable ou entier."),
    "sans-reponse": Mot("Sans réponse", "Rien n’est déclaré, ni refusé."),
    "non-precise": Mot("Non précisé", "Le registre ne le dit pas."),
}
