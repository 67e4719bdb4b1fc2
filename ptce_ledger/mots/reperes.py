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

#: Figures of the synthesis whose evidence is told.
CHIFFRES_PROUVES = {
    "niveau-1.ressources": Mot("Cellule · Ressources", "Les ressources du niveau 1."),
    "niveau-1.charges": Mot("Cellule · Charges", "Les charges du niveau 1."),
    "niveau-1.contributions": Mot(
        "Cellule · En nature", "Le don et le temps, niveau 1."
    ),
    "niveau-2.net": Mot("Ensemble · Ressources", "Les ressources nettes du niveau 2."),
    "niveau-2.charges": Mot("Ensemble · Charges", "Les charges brutes du niveau 2."),
    "niveau-2.contributions": Mot(
        "Ensemble · En nature", "Le don et le temps, niveau 2."
    ),
    "niveau-2.ca-imputable": Mot(
        "Ensemble · CA imputable", "Le chiffre d’affaires des membres, niveau 2."
    ),
    "niveau-3.ressources": Mot("Projets · Ressources", "Les ressources du niveau 3."),
    "niveau-3.charges": Mot("Projets · Charges", "Les charges du niveau 3."),
    "niveau-3.contributions": Mot(
        "Projets · En nature", "Le don et le temps, niveau 3."
    ),
}
