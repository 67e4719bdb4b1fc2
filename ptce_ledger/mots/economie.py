"""The closed vocabulary of dues, agreements, budget and what is left to do."""

from __future__ import annotations

from ptce_ledger.mots.lexique import Mot

#: What a scale of dues counts of a member: its own data, or the facts of the books.
BASES = {
    "ca": Mot("Chiffre d’affaires", "Le chiffre d’affaires entier du membre, déclaré."),
    "etp": Mot("Emplois", "Tous les emplois du membre, en équivalents temps plein."),
    "habitants": Mot("Habitants", "Les habitants d’une commune ou d’un groupement."),
    "ca-imputable": Mot(
        "Chiffre d’affaires imputable", "Ce que le membre vend grâce au pôle."
    ),
}

#: Of which exercice a base is, counted back from the one that is due.
ANNEES_DE_BASE = {
    "N": Mot("L’exercice même", "La base est de l’exercice qui est dû."),
    "N-1": Mot("L’exercice d’avant", "La base est de l’exercice d’avant."),
    "N-2": Mot("Deux exercices avant", "La base est de deux exercices avant."),
}

#: What a year that is begun is counted by.
PRORATAS = {
    "mois": Mot("Au mois", "Un mois commencé est dû."),
    "trimestre": Mot("Au trimestre", "Un trimestre commencé est dû."),
    "semestre": Mot("Au semestre", "Un semestre commencé est dû."),
    "jour": Mot("Au jour", "Chaque jour d’adhésion est dû."),
}

#: What an agreement expects on a day.
ECHEANCES = {
    "versement": Mot("Versement", "Ce que le financeur doit verser."),
    "compte-rendu": Mot("Compte rendu", "Ce que le pôle doit rendre au financeur."),
}

#: The tables of the follow-up whose rows a published ledger holds.
SUIVIS = {
    "conventions": Mot("Conventions", "Ce qu’une convention est devenue."),
    "echeances": Mot("Échéances", "Ce qu’une convention attend, et ce qui est venu."),
}

#: European caps on aids to one undertaking over three years.
REGIMES_D_AIDE = {
    "de-minimis": Mot("De minimis", "Aide de minimis, règlement (UE) 2023/2831."),
    "de-minimis-sieg": Mot(
        "De minimis SIEG",
        "Aide de minimis à un service d’intérêt économique général, règlement (UE) "
        "2023/2832.",
    ),
}

#: Where the price of an hour comes from.
VALORISATIONS = {
    "smic": Mot("SMIC", "Le SMIC horaire du jour, ses charges, un coefficient."),
    "forfait": Mot("Forfait", "Un montant voté."),
}

#: How a line of the budget is spent over the year.
RYTHMES = {
    "reparti": Mot("Réparti", "Au long de l’exercice."),
    "en-une-fois": Mot("En une fois", "D’un coup, à une date que l’on ne sait pas."),
}

#: What has become of what was expected on a day.
ETATS_D_ECHEANCE = {
    "fait": Mot("Fait", "Reçu en entier, ou rendu."),
    "partiel": Mot("Partiel", "Reçu en partie."),
    "a-faire": Mot("À faire", "Ni reçu, ni rendu."),
}

#: Whether a line of an account is on a statement that agrees with it.
POINTAGES = {
    "pointe": Mot(
        "Pointé", "Un « balance » d’un jour suivant s’accorde avec le compte."
    ),
    "a-pointer": Mot("À pointer", "Aucun « balance » ne l’a encore vue, ou « ! »."),
}

#: What a due lacks to be reckoned.
MANQUES = {
    "base": Mot("Base non déclarée", "Le membre n’a pas déclaré ce que l’on compte."),
    "bareme": Mot("Sans barème", "Aucun barème ne vise le membre."),
}

#: In which direction the pole and a member sell to each other.
SENS_RECIPROQUES = {
    "vendu-au-pole": Mot("Vendu au pôle", "Ce que le pôle achète au membre."),
    "achete-au-pole": Mot("Acheté au pôle", "Ce que le pôle facture au membre."),
}

#: Whether both sides say the same, the first that holds.
CONSTATS = {
    "concordant": Mot("Concordant", "Les deux disent la même somme."),
    "decalage": Mot("Décalage", "L’écart est repris, à l’opposé, l’année d’à côté."),
    "pole-seul": Mot("Pôle seul", "Le membre n’en dit rien."),
    "membre-seul": Mot("Membre seul", "Les comptes n’en ont rien."),
    "ecart": Mot("Écart", "Les deux disent des sommes différentes."),
}

#: What is left to do, in the order of the list.
TACHES = {
    "a-appeler": Mot("À appeler", "Une cotisation ou une commission due, pas appelée."),
    "a-recevoir": Mot("À recevoir", "Une créance ouverte."),
    "echeance": Mot("Échéance", "Un versement à recevoir, un compte rendu à remettre."),
    "fonds-dedies": Mot("Fonds dédiés", "À reporter ou à reprendre en fin d’exercice."),
    "pca": Mot("Constaté d’avance", "À reporter sur les exercices suivants."),
    "depassement": Mot("Dépassement", "Dépensé au-delà de ce qui est accordé."),
    "base-manquante": Mot("Base manquante", "Un dû qui ne se calcule pas encore."),
    "bareme-manquant": Mot("Barème manquant", "Un membre qu’aucun barème ne vise."),
    "donnees": Mot("Données à demander", "Ce dont le barème a besoin."),
    "sans-tiers": Mot("Sans tiers", "Un solde de créances que personne n’explique."),
    "sans-convention": Mot(
        "Sans convention", "Un solde qu’aucune convention n’explique."
    ),
    "hors-periode": Mot("Hors période", "Dépensé avant le début, ou après la fin."),
    "smic": Mot("SMIC", "Il a changé depuis le dernier vote du prix de l’heure."),
    "non-ventile": Mot("Non ventilé", "Ce dont le livre ne dit pas tout."),
    "pieces": Mot("Pièces", "Les lignes sans pièce justificative."),
}

#: What a line of what is left to do is about, when no other list has the word.
OBJETS_DE_TACHE = {
    "a-reporter": Mot("À reporter", "À mettre en fonds dédiés."),
    "a-reprendre": Mot("À reprendre", "À sortir des fonds dédiés."),
    "convention": Mot("Convention", "La convention elle-même."),
    "price": Mot("Prix de l’heure", "La ligne « price » à revoir."),
}
