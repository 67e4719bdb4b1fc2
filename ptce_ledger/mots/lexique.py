"""The closed vocabulary: every code a treasurer types, its label and its meaning.

Stated once here; messages, headers, help and the generated glossary derive from it.
The order of each dict is the order in which reports sort their rows.
"""

from __future__ import annotations

from typing import NamedTuple


class Mot(NamedTuple):
    """A word of the vocabulary: its typeset label and what it means."""

    libelle: str
    definition: str


class TypeDe(NamedTuple):
    """A type of resource: its label, nature, where it is booked, what it means."""

    libelle: str
    nature: str
    definition: str


#: Natures of a fact.
NATURES = {
    "produit": Mot("Produit", "Compte de produits : ce que le pôle gagne."),
    "financement": Mot(
        "Financement", "Apport, prêt ou subvention d’investissement reçu, ou remboursé."
    ),
    "investissement": Mot(
        "Investissement", "Bien durable acquis, ou cédé : il n’entre pas au résultat."
    ),
    "contribution": Mot("Contribution en nature", "Classe 8 : hors du résultat."),
    "charge": Mot("Charge", "Compte de charges : ce que le pôle consomme."),
    "ca": Mot(
        "Chiffre d’affaires imputable", "Déclaré par un membre, jamais additionné."
    ),
}

#: Natures booked at the debit, told by the class of their account and of no origin.
PAR_CLASSE = ("charge", "investissement")

#: What is behind a figure and is no fact: it opens to its lines as the facts do.
DECLARATIONS = {
    "emploi": Mot("Emploi", "Déclaré par une ligne « ptce-emploi »."),
    "donnees": Mot("Chiffre d’affaires entier", "Déclaré par un membre, pour l’année."),
    "cooperation": Mot("Coopération", "Déclarée entre deux membres."),
    "indicateur": Mot("Effet", "Compté par une ligne « ptce-indicateur »."),
    "adhesion": Mot("Adhésion", "Un membre du pôle, compté pour un."),
    "convention": Mot("Convention", "Le montant accordé par un financeur."),
    "ecriture": Mot("Écriture", "Une ligne du livre, telle que Beancount la compte."),
    "enonce": Mot("Registre", "Une ligne du registre, dont un dû ou un projet vient."),
}
#: Those of which a figure says how much they count for: they have no amount of their own.
SANS_FAIT = ("ecriture", "enonce")

#: Types of resource, in report order. Accounts are those of règlement ANC 2018-06.
TYPES = {
    "cotisations": TypeDe(
        "Cotisations", "produit", "Cotisations des adhérents (compte 756)."
    ),
    "ventes": TypeDe(
        "Ventes",
        "produit",
        "Biens et services vendus au dehors (comptes 70). Une vente à un membre "
        "devient de la facturation interne le jour où il est membre.",
    ),
    "facturation-interne": TypeDe(
        "Facturation interne",
        "produit",
        "Ce qui est facturé à un membre, à un projet du pôle ou à la cellule "
        "(706, 7083, 7084, 7085).",
    ),
    "commissions": TypeDe(
        "Commissions", "produit", "Rétribution d’apporteur d’affaires (compte 7082)."
    ),
    "subventions": TypeDe(
        "Subventions", "produit", "Subventions d’exploitation (comptes 741, 742)."
    ),
    "dons-mecenat": TypeDe(
        "Dons et mécénat", "produit", "Dons, mécénat, contributions (754, 755)."
    ),
    "prise-en-charge": TypeDe(
        "Prise en charge",
        "produit",
        "Ce que le porteur ou un membre apporte pour supporter la cellule, sans rien en "
        "retour : ce n’est pas une ressource propre (755, 791).",
    ),
    "fonds-dedies": TypeDe(
        "Fonds dédiés",
        "produit",
        "Part d’une ressource reportée (charge 689, en moins) ou reprise (produit "
        "789, en plus). L’origine est celle du financeur.",
    ),
    "autres": TypeDe("Autres produits", "produit", "Comptes 758 et 76."),
    "hors-ressources": TypeDe(
        "Hors ressources",
        "produit",
        "Produits qui ne sont pas des ressources : reprises (78), cessions (757), "
        "exceptionnel (77), production stockée ou immobilisée (71, 72).",
    ),
    "apports": TypeDe(
        "Apports", "financement", "Capital et apports associatifs (10, 455)."
    ),
    "prets": TypeDe("Prêts", "financement", "Emprunts (comptes 16)."),
    "subventions-investissement": TypeDe(
        "Subventions d’investissement",
        "financement",
        "Ce qu’un financeur donne pour acquérir un bien durable (comptes 13). La part "
        "virée au résultat, au débit face à un produit, n’est pas un remboursement.",
    ),
    "investissements": TypeDe(
        "Investissements",
        "investissement",
        "Biens durables acquis (débit) ou cédés (crédit) : comptes 20, 21, 23, 26 et 27.",
    ),
    "aides-indirectes": TypeDe(
        "Aides indirectes",
        "contribution",
        "Locaux, biens ou personnel prêtés sans facture par un organisme (870, 871).",
    ),
    "contributions-volontaires": TypeDe(
        "Contributions volontaires",
        "contribution",
        "Temps bénévole des personnes, en heures valorisées (compte 875).",
    ),
}

ORIGINES = {
    "particuliers": Mot("Particuliers", "Personnes physiques."),
    "prive": Mot("Privé", "Entreprises hors économie sociale et solidaire, banques."),
    "public": Mot("Public", "État, collectivités, Europe, établissements publics."),
    "ess": Mot(
        "ESS", "Économie sociale et solidaire (article 1 de la loi du 31 juillet 2014)."
    ),
    "pole": Mot("Pôle", "Flux à l’intérieur des livres du pôle, éliminé au niveau 2."),
}

#: What a treasurer may declare: « pole » is deduced, never declared.
ORIGINES_DECLAREES = {k: v for k, v in ORIGINES.items() if k != "pole"}

PERIMETRES = {
    "cellule": Mot("Cellule d’animation", "L’équipe qui anime et ses frais."),
    "projet": Mot("Projets communs", "Les actions menées ensemble."),
    "membre": Mot("Membres", "Le chiffre d’affaires des membres imputable au pôle."),
    "hors-pole": Mot(
        "Hors du pôle",
        "Ce que la structure porteuse fait pour elle-même : dans aucun niveau.",
    ),
}

#: Those that a treasurer types: « projet » and « membre » are deduced.
PERIMETRES_TYPES = {code: PERIMETRES[code] for code in ("cellule", "hors-pole")}

PREUVES = {
    "declaratif": Mot("Déclaratif", "Dit par le membre, sans pièce."),
    "atteste": Mot("Attesté", "Attesté par écrit."),
    "comptable": Mot("Comptable", "Tiré d’une comptabilité."),
    "justifie": Mot("Justifié", "Appuyé sur une pièce jointe ou numérotée."),
}

PHASES = {
    "emergence": Mot("Émergence", "Le pôle se cherche."),
    "demarrage": Mot("Démarrage", "Le pôle se lance."),
    "developpement": Mot("Développement", "Le pôle grandit."),
    "consolidation": Mot("Consolidation", "Le pôle s’installe."),
    "cessation": Mot("Cessation", "Le pôle s’arrête, et solde ses comptes."),
}

ECHELONS = {
    "europe": Mot("Europe", "Union européenne."),
    "etat": Mot("État", "État et ses services."),
    "region": Mot("Région", "Conseil régional."),
    "departement": Mot("Département", "Conseil départemental."),
    "bloc-communal": Mot("Bloc communal", "Communes et intercommunalités."),
    "autre-public": Mot("Autre public", "Autre personne publique."),
}

COOPERATIONS_DE_PROJET = {
    "bilaterale": Mot("Bilatérale", "Deux membres travaillent ensemble."),
    "offre-commune": Mot("Offre commune", "Plusieurs membres vendent ensemble."),
    "recherche": Mot("Recherche", "Plusieurs membres cherchent ensemble."),
}

DIFFUSIONS = {
    "publique": Mot("Publique", "Elle peut être mise en ligne."),
    "convention": Mot(
        "Sous convention", "Elle est remise à qui finance, jamais mise en ligne."
    ),
}

METHODES = {
    "apport-affaires": Mot("Apport d’affaires", "Client apporté par le pôle."),
    "offre-commune": Mot("Offre commune", "Part du membre dans une offre commune."),
    "echange": Mot("Échange", "Vente à un autre membre."),
    "quote-part": Mot("Quote-part", "Part estimée de l’activité du membre."),
}

STATUTS = {
    "cree": Mot("Créé", "Emploi créé par le pôle ou le projet."),
    "maintenu": Mot("Maintenu", "Emploi maintenu grâce au pôle ou au projet."),
    "mobilise": Mot("Mobilisé", "Temps de salariés des membres, mobilisé."),
}

NATURES_DE_COOPERATION = {
    "commerciale": Mot("Commerciale", "Elle porte sur ce que l’on vend."),
    "strategique": Mot("Stratégique", "Elle porte sur ce que l’on prépare."),
}

OBJETS_DE_COOPERATION = {
    "competences": Mot("Compétences", "Mettre en commun des compétences."),
    "connaissances": Mot("Connaissances", "Mettre en commun des connaissances."),
    "lieux": Mot("Lieux", "Mettre en commun des lieux."),
    "moyens": Mot("Moyens", "Mettre en commun des moyens matériels."),
    "capital": Mot("Capital", "Entrer au capital l’un de l’autre."),
    "tresorerie": Mot("Trésorerie", "S’avancer de l’argent, se porter caution."),
}

#: Two-digit classes of charges (PCG), as headings of the synthesis.
CLASSES = {
    "60": "Achats",
    "61": "Services extérieurs",
    "62": "Autres services extérieurs",
    "63": "Impôts et taxes",
    "64": "Charges de personnel",
    "65": "Autres charges de gestion",
    "66": "Charges financières",
    "67": "Charges exceptionnelles",
    "68": "Dotations et provisions",
    "69": "Impôt sur les bénéfices",
    "autres": "Autres charges",
}

#: Two-digit classes of what lasts (PCG), as headings of the investments.
IMMOBILISATIONS = {
    "20": "Immobilisations incorporelles",
    "21": "Immobilisations corporelles",
    "23": "Immobilisations en cours",
    "26": "Participations",
    "27": "Autres immobilisations financières",
}

#: Keys of an axis, in the order the plugins write them back.
AXES = {
    "perimetre": "À quoi sert la ligne : « cellule » ou « hors-pole » (« projet » est déduit).",
    "projet": "Le code du projet commun.",
    "cle": "La clé de répartition qui partage la ligne.",
    "type": "Le type de ressource.",
    "tiers": "Le code de celui qui paie ou qui est payé.",
    "origine": "L’origine de l’argent ou du temps.",
    "convention": "Le code de la convention de financement.",
    "preuve": "La force de la preuve.",
    "piece": "Le numéro de la pièce justificative.",
}

#: Keys of an entry or a posting that are not axes.
MARQUES = {
    "a-nouveau": "Écriture d’à-nouveaux : reprend les soldes de bilan, aucun fait.",
    "cloture": "Écriture de clôture : solde les classes 6 et 7, aucun fait.",
    "membre": "Sur un compte 467 : le membre pour qui l’on encaisse.",
    "personne": "Le pseudonyme de la personne que la ligne concerne : « b-017 ».",
    "personnes": "Combien de personnes sont derrière la ligne : 13.",
    "retenu": "Dans un livre publié : le montant est retenu, rien n’est donné de ce qui en dépend.",
    "compte": "Sur « open » : le numéro du plan comptable, s’il n’est pas dans le nom.",
    "remarque-lue": "Pourquoi la ligne est juste malgré une remarque, qui se tait alors.",
}

EURO = "EUR"
HEURE = "HEURE"
#: The unit of jobs: full-time equivalents.
ETP = "ETP"

#: Words that no member, third party or project may take as its code.
RESERVES = ("cellule", "hors-pole", "filename", "lineno")

#: What stands for an empty axis in a path or on a page.
NON_VENTILE = "non-ventile"


def est_heure(devise: str) -> bool:
    """Tell whether a currency counts hours: HEURE, or a skill such as HEURE.EXPERT."""
    return devise == HEURE or devise.startswith("HEURE.")
