"""The fictional pole of the benchmark: its members, its third parties, its projects.

Data only, and all of it invented. What depends on the years covered (keys,
conventions, declarations) is drawn in `registre`.
"""

from __future__ import annotations

from typing import NamedTuple

CODE = "deux-vallees"
TITRE = "PTCE des Deux Vallées"


class Membre(NamedTuple):
    """One of the fifteen organisations of the pole."""

    code: str
    libelle: str
    origine: str
    forme: str
    alias: str = ""

    @property
    def mandat(self) -> str:
        """Account of what the pole collects for this member."""
        return f"Liabilities:467-Mandats:{self.code.title()}"


class Tiers(NamedTuple):
    """A funder, a customer or a lender of the pole."""

    code: str
    libelle: str
    origine: str
    echelon: str = ""
    alias: str = ""


class Projet(NamedTuple):
    """One of the eight shared projects."""

    code: str
    libelle: str
    chef_de_file: str
    membres: tuple[str, ...]
    cooperation: str

    @property
    def ventes(self) -> str:
        """Account of the project's sales: its open bears the project."""
        return f"Income:70-Ventes:Projets:{self.code.title()}"

    @property
    def achats(self) -> str:
        """Account of the project's purchases: its open bears the project."""
        return f"Expenses:60-Achats:Projets:{self.code.title()}"


MEMBRES = (
    Membre("panier", "SCIC Le Panier des Vallées", "ess", "scic", "VIR SCIC LE PANIER"),
    Membre("fournil", "Le Fournil du Moulin", "ess", "scop", "FOURNIL MOULIN SCOP"),
    Membre("ressourcerie", "La Ressourcerie du Viaduc", "ess", "association"),
    Membre("chantiers", "Chantiers Verts Insertion", "ess", "association"),
    Membre("menuiserie", "Menuiserie Garnier", "prive", "sarl", "SARL GARNIER & FILS"),
    Membre("grand-pre", "GAEC du Grand Pré", "prive", "gaec"),
    Membre("lemoine", "Transports Lemoine", "prive", "sas", "LEMOINE TRANSPORT SAS"),
    Membre("coopnum", "Coopérative Numérique du Val", "ess", "scop", "COOPNUM"),
    Membre("energies", "Énergies Citoyennes du Val", "ess", "scic"),
    Membre("lycee", "Lycée agricole du Val", "public", "etablissement-public"),
    Membre(
        "comcom", "Communauté de communes du Val", "public", "epci", "TRESORERIE CCV"
    ),
    Membre(
        "elan", "Coopérative d'activités Élan", "ess", "scop", "CAE ELAN; ELAN SCOP"
    ),
    Membre("mutuelle", "Mutuelle des Vallées", "ess", "mutuelle"),
    Membre("imprimerie", "Imprimerie du Pont", "prive", "sarl"),
    Membre("filature", "Tiers-lieu La Filature", "ess", "association"),
)
# The last to come and the first to go: a membership has dates, and sales on both
# sides of them do not bear the same type.
ARRIVEE = "filature"
DEPART = "lemoine"

TIERS = (
    Tiers("region", "Région", "public", "region", "PAIERIE REGIONALE"),
    Tiers("departement", "Département", "public", "departement"),
    Tiers("etat", "État, appel à projets PTCE", "public", "etat", "DRFIP"),
    Tiers("europe", "FSE+, autorité de gestion", "public", "europe"),
    Tiers("agglo", "Communauté d'agglomération", "public", "bloc-communal"),
    Tiers("commune", "Commune de Saint-Aubin", "public", "bloc-communal"),
    Tiers("agence", "Agence de la transition", "public", "autre-public"),
    Tiers("fondation", "Fondation du Viaduc", "prive"),
    Tiers("fondation-rive", "Fondation Rive Gauche", "prive"),
    Tiers("papeteries", "Papeteries du Confluent", "prive"),
    Tiers("hotel", "Hôtel des Voyageurs", "prive"),
    Tiers("laiterie", "Laiterie Chastaing", "prive", alias="STE CHASTAING"),
    Tiers("bureau-etudes", "Bureau d'études Ampère", "prive"),
    Tiers("biocoop", "Épicerie coopérative L'Abeille", "ess"),
    Tiers("centre-social", "Centre social Les Tilleuls", "ess"),
    Tiers("ehpad", "Résidence Les Glycines", "ess"),
    Tiers("coop-finance", "Coopérative financière solidaire", "ess"),
    Tiers("banque", "Banque coopérative", "ess"),
    Tiers("habitants", "Habitants", "particuliers", alias="Ventes au marché"),
    Tiers("adherents", "Adhérents individuels", "particuliers"),
)
FINANCEURS = TIERS[:7]
MECENES = TIERS[7:9]
CLIENTS = TIERS[9:16] + TIERS[18:19]
PRETEURS = TIERS[16:18]

PROJETS = (
    Projet(
        "conserverie",
        "Conserverie commune",
        "panier",
        ("fournil", "grand-pre", "lycee"),
        "offre-commune",
    ),
    Projet(
        "compost",
        "Compost de quartier",
        "ressourcerie",
        ("chantiers", "comcom"),
        "recherche",
    ),
    Projet(
        "mobilite",
        "Mobilité solidaire",
        "chantiers",
        ("lemoine", "mutuelle"),
        "offre-commune",
    ),
    Projet(
        "textile",
        "Tri et réemploi textile",
        "ressourcerie",
        ("chantiers", "elan"),
        "bilaterale",
    ),
    Projet(
        "fablab",
        "Atelier numérique partagé",
        "coopnum",
        ("filature", "lycee"),
        "offre-commune",
    ),
    Projet(
        "circuits-courts",
        "Plateforme de circuits courts",
        "panier",
        ("grand-pre", "fournil"),
        "offre-commune",
    ),
    Projet(
        "bois-local",
        "Filière bois local",
        "menuiserie",
        ("energies", "comcom"),
        "recherche",
    ),
    Projet(
        "solaire",
        "Grappe solaire citoyenne",
        "energies",
        ("comcom", "coopnum"),
        "bilaterale",
    ),
)
# Closed before the end: nothing may be booked on it afterwards.
PROJET_CLOS = "solaire"

FAMILLES = ("Arnaud", "Benali", "Costa", "Diallo", "Evrard", "Faure", "Girard", "Huet")
POSTES = ("Coordinatrice", "Chargé de mission", "Comptable", "Animatrice", "Technicien")

COURANT = "Assets:512-Banque:Compte-Courant"
LIVRET = "Assets:512-Banque:Livret"
PROJETS_BANQUE = "Assets:512-Banque:Compte-Projets"
CAISSE = "Assets:53-Caisse"
TRESORERIE = (COURANT, LIVRET, PROJETS_BANQUE, CAISSE)

# Class 8 lies under Equity: it can never enter the result.
EMPLOIS = "Equity:CVN:86-Emplois"
CONTRIBUTIONS = "Equity:CVN:87-Contributions"
