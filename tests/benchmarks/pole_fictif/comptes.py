"""The accounts of the fictional pole, some 140, and what their `open` says."""

from __future__ import annotations

from typing import NamedTuple

from pole_fictif import decor


class Compte(NamedTuple):
    """An account and what its `open` says."""

    nom: str
    meta: tuple[tuple[str, str], ...] = ()
    unites: str = "EUR"


BILAN = (
    "Assets:2154-Materiel",
    "Assets:2183-Informatique",
    "Assets:2184-Mobilier",
    "Assets:275-Depots-Et-Cautions",
    "Assets:281-Amortissements",
    "Assets:31-Stocks",
    "Assets:409-Avances-Aux-Fournisseurs",
    "Assets:411-Clients",
    "Assets:416-Clients-Douteux",
    "Assets:441-Subventions-A-Recevoir",
    "Assets:44566-TVA-Deductible",
    "Assets:468-Produits-A-Recevoir",
    "Assets:486-Charges-Constatees-D-Avance",
    *decor.TRESORERIE,
    "Equity:102-Fonds-Propres",
    "Equity:106-Reserves",
    "Equity:110-Report-A-Nouveau",
    "Equity:139-Subventions-Inscrites-Au-Resultat",
    "Liabilities:194-Fonds-Dedies",
    "Liabilities:401-Fournisseurs",
    "Liabilities:408-Factures-Non-Parvenues",
    "Liabilities:421-Personnel",
    "Liabilities:431-Urssaf",
    "Liabilities:437-Caisses-De-Retraite",
    "Liabilities:44551-TVA-A-Decaisser",
    "Liabilities:44571-TVA-Collectee",
    "Liabilities:487-Produits-Constates-D-Avance",
)
# Below an open that bears a type, an account says nothing: it inherits.
RESSOURCES = {
    "Equity:103-Apports": ("apports", "Droit-De-Reprise", "Sans-Droit-De-Reprise"),
    "Liabilities:164-Emprunts": ("prets", "Banque", "Finance-Solidaire"),
    "Liabilities:1681-Avances-Remboursables": ("prets",),
    "Income:70-Ventes": (
        "ventes",
        "706-Formations",
        "706-Etudes",
        "706-Animations",
        "707-Marchandises",
        "708-Activites-Annexes",
    ),
    "Income:7082-Commissions": ("commissions",),
    "Income:7083-Locations": ("facturation-interne", "Bureaux", "Ateliers", "Salles"),
    "Income:7084-Personnel-Mis-A-Disposition": ("facturation-interne",),
    "Income:7085-Frais-Factures": ("facturation-interne", "Paie", "Comptabilite"),
    "Income:7088-Refacturations": ("facturation-interne",),
    "Income:741-Subventions": (
        "subventions",
        "Etat",
        "Europe",
        "Region",
        "Departement",
        "Bloc-Communal",
        "Autre-Public",
    ),
    "Income:754-Dons": ("dons-mecenat", "7542-Mecenat"),
    "Income:756-Cotisations": ("cotisations", "Structures", "Individuelles"),
    "Income:758-Produits-Divers": ("autres",),
    "Income:76-Produits-Financiers": ("autres",),
    "Income:777-Quotes-Parts-De-Subventions": ("hors-ressources",),
    "Income:781-Reprises": ("hors-ressources",),
    "Income:7894-Utilisations-De-Fonds-Dedies": ("fonds-dedies",),
    "Expenses:6894-Reports-En-Fonds-Dedies": ("fonds-dedies",),
}
CHARGES = {
    "60-Achats": (
        "601-Matieres",
        "6061-Energie-Eau",
        "6063-Petit-Equipement",
        "6064-Fournitures",
        "607-Marchandises",
    ),
    "61-Services-Exterieurs": (
        "611-Sous-Traitance",
        "613-Loyers",
        "614-Charges-Locatives",
        "615-Entretien",
        "616-Assurances",
        "617-Etudes",
        "618-Documentation",
    ),
    "62-Autres-Services": (
        "621-Personnel-Exterieur",
        "622-Honoraires",
        "623-Communication",
        "624-Transports",
        "625-Deplacements",
        "6257-Receptions",
        "626-Poste-Telecom",
        "627-Services-Bancaires",
        "628-Divers",
    ),
    "63-Impots-Taxes": ("631-Taxe-Sur-Salaires", "633-Formation", "635-Autres-Taxes"),
    "64-Personnel": ("641-Salaires", "645-Cotisations-Sociales", "647-Autres"),
    "65-Gestion-Courante": ("651-Redevances", "658-Divers"),
    "66-Charges-Financieres": ("661-Interets",),
    "68-Dotations": ("681-Amortissements",),
}
HEURES = "HEURE,HEURE.EXPERT"


def _ressources() -> list[Compte]:
    """Give the accounts whose type is a resource, each after its ancestor."""
    comptes = [
        Compte("Income:754-Dons:7541-Dons-Manuels", (("origine", "particuliers"),))
    ]
    for ancetre, (genre, *enfants) in RESSOURCES.items():
        comptes.append(Compte(ancetre, (("type", genre),)))
        comptes += [Compte(f"{ancetre}:{enfant}") for enfant in enfants]
    return comptes


def _contributions() -> list[Compte]:
    """Give class 8: two trees under Equity, out of the result."""
    benevolat = (("type", "contributions-volontaires"), ("origine", "particuliers"))
    return [
        Compte(f"{decor.EMPLOIS}:860-Secours-En-Nature"),
        Compte(f"{decor.EMPLOIS}:861-Mises-A-Disposition"),
        Compte(f"{decor.EMPLOIS}:862-Prestations"),
        Compte(f"{decor.EMPLOIS}:864-Benevolat", unites=HEURES),
        Compte(decor.CONTRIBUTIONS, (("type", "aides-indirectes"),), unites=""),
        Compte(f"{decor.CONTRIBUTIONS}:870-Dons-En-Nature"),
        Compte(f"{decor.CONTRIBUTIONS}:871-Prestations-En-Nature"),
        Compte(f"{decor.CONTRIBUTIONS}:875-Benevolat", benevolat, HEURES),
    ]


def list_comptes() -> list[Compte]:
    """Give every account of the pole, some 140, sorted by name."""
    comptes = [Compte(nom) for nom in BILAN]
    comptes += [Compte(membre.mandat) for membre in decor.MEMBRES]
    comptes += _ressources() + _contributions()
    comptes += [
        Compte(f"Expenses:{classe}:{compte}")
        for classe, noms in CHARGES.items()
        for compte in noms
    ]
    for projet in decor.PROJETS:
        meta = (("projet", projet.code),)
        comptes += [Compte(projet.ventes, meta), Compte(projet.achats, meta)]
    return sorted(comptes)
