"""What comes in: fees, sales, grants and gifts, as a treasurer types them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pole_fictif import decor
from pole_fictif.tirage import MOIS
from pole_fictif.tirage import Attente
from pole_fictif.tirage import Ecriture
from pole_fictif.tirage import Jambe
from pole_fictif.tirage import quote

if TYPE_CHECKING:
    from datetime import date

    from pole_fictif.tirage import Tirage

SUBVENTIONS = {
    "etat": "Etat",
    "europe": "Europe",
    "region": "Region",
    "departement": "Departement",
    "bloc-communal": "Bloc-Communal",
    "autre-public": "Autre-Public",
}
VENTES = (
    ("706-Formations", "Formation, groupe de huit"),
    ("706-Formations", "Formation hygiène"),
    ("706-Etudes", "Étude de faisabilité"),
    ("706-Animations", "Animation d'une journée"),
    ("706-Animations", "Visite du pôle"),
    ("707-Marchandises", "Vente de produits du pôle"),
    ("708-Activites-Annexes", "Mise à disposition de matériel"),
)
REFACTURATIONS = (
    ("7083-Locations:Bureaux", "Loyer du bureau"),
    ("7083-Locations:Ateliers", "Loyer de l'atelier"),
    ("7083-Locations:Salles", "Salle de réunion"),
    ("7085-Frais-Factures:Paie", "Tenue de paie"),
    ("7085-Frais-Factures:Comptabilite", "Tenue de comptabilité"),
    ("7084-Personnel-Mis-A-Disposition", "Mise à disposition, deux jours"),
)
DIVERS = (
    (
        "76-Produits-Financiers",
        decor.LIVRET,
        "Banque coopérative",
        "Intérêts du livret",
    ),
    ("758-Produits-Divers", decor.COURANT, "Assureur mutualiste", "Indemnité"),
    ("781-Reprises", "Assets:281-Amortissements", "Inventaire", "Reprise de provision"),
    (
        "777-Quotes-Parts-De-Subventions",
        "Equity:139-Subventions-Inscrites-Au-Resultat",
        "Inventaire",
        "Quote-part virée au résultat",
    ),
)


def collect(tirage: Tirage, attente: Attente) -> tuple[Jambe, str]:
    """Take money at once, or wait for it on its third-party account."""
    if tirage.chance(0.65):
        return Jambe(decor.COURANT, attente.centimes), ""
    tirage.attentes.append(attente)
    return Jambe(attente.compte, attente.centimes), attente.lien


def await_facture(tirage: Tirage, jour: date, nom: str, centimes: int) -> Attente:
    """Number an invoice to a member or to another customer."""
    return Attente(
        jour, nom, "Assets:411-Clients", centimes, tirage.draw_piece("FV", jour)
    )


def tiers(code: str) -> tuple[str, str]:
    """Give the metadata that names a third party."""
    return ("tiers", quote(code))


def cotisation(tirage: Tirage, jour: date) -> Ecriture:
    """Receive a membership fee."""
    libelle = f"Cotisation {jour.year}"
    if tirage.chance(0.3):
        vers = Jambe(decor.CAISSE, 15_00)
        compte = "Income:756-Cotisations:Individuelles"
        nom = "Adhérents individuels"
        return Ecriture(jour, nom, libelle, (Jambe(compte, -15_00), vers))
    _, nom = tirage.draw_membre(jour)
    centimes = tirage.hasard.choice((100_00, 200_00, 300_00, 500_00, 800_00))
    vers, lien = collect(tirage, await_facture(tirage, jour, nom, centimes))
    depuis = Jambe("Income:756-Cotisations:Structures", -centimes)
    return Ecriture(jour, nom, libelle, (depuis, vers), lien=lien)


def vente(tirage: Tirage, jour: date) -> Ecriture:
    """Sell to anyone: customers mostly, a member at times."""
    nature, libelle = tirage.hasard.choice(VENTES)
    acheteurs: list[decor.Membre | decor.Tiers] = [*decor.CLIENTS, *decor.CLIENTS]
    acheteur = tirage.hasard.choice([*acheteurs, *tirage.list_membres(jour)])
    nom, meta = tirage.write_nom(acheteur), tirage.draw_projet(jour, 0.4)
    if acheteur.code == "habitants":
        # A person is not in the register: the key says which third party she is.
        nom = f"Mme {tirage.hasard.choice(decor.FAMILLES)}"
        meta = (*meta, tiers("habitants"))
    hors_taxe = tirage.montant(60, 1400)
    taxe = round(hors_taxe * 0.2) if tirage.chance(0.4) else 0
    tva = (Jambe("Liabilities:44571-TVA-Collectee", -taxe),) if taxe else ()
    attente = await_facture(tirage, jour, nom, hors_taxe + taxe)
    vers, lien = collect(tirage, attente)
    jambes = (Jambe(f"Income:70-Ventes:{nature}", -hors_taxe), *tva, vers)
    return Ecriture(jour, nom, libelle, jambes, meta, lien)


def recette(tirage: Tirage, jour: date) -> Ecriture:
    """Bank a week's takings of a project, on the account that bears it."""
    projet = tirage.hasard.choice(tirage.list_projets(jour))
    centimes = tirage.montant(90, 1300)
    nom = tirage.hasard.choice(("Ventes au marché", "Habitants", "VENTES AU MARCHE"))
    libelle = f"Recettes de la semaine {jour.isocalendar().week}"
    vers = decor.PROJETS_BANQUE if tirage.chance(0.7) else decor.COURANT
    jambes = (Jambe(projet.ventes, -centimes), Jambe(vers, centimes))
    return Ecriture(jour, nom, libelle, jambes)


def refacturation(tirage: Tirage, jour: date) -> Ecriture:
    """Invoice a service to a member."""
    nature, libelle = tirage.hasard.choice(REFACTURATIONS)
    _, nom = tirage.draw_membre(jour)
    centimes = tirage.montant(40, 900)
    vers, lien = collect(tirage, await_facture(tirage, jour, nom, centimes))
    libelle = f"{libelle}, {MOIS[jour.month - 1]}"
    jambes = (Jambe(f"Income:{nature}", -centimes), vers)
    return Ecriture(jour, nom, libelle, jambes, lien=lien)


def flux_interne(tirage: Tirage, jour: date) -> Ecriture:
    """Invoice between the cell and a project: both sides in one entry."""
    projet = tirage.hasard.choice(tirage.list_projets(jour))
    centimes, chez = tirage.montant(80, 1500), ("projet", quote(projet.code))
    vend: tuple[tuple[str, str], ...] = (tiers(projet.code),)
    achete: tuple[tuple[str, str], ...] = (chez, tiers("cellule"))
    libelle = f"Temps de coordination refacturé, {projet.libelle}"
    if tirage.chance(0.25):
        vend, achete = (chez, tiers("cellule")), (tiers(projet.code),)
        libelle = f"Prestation rendue à la cellule, {projet.libelle}"
    jambes = (
        Jambe("Income:7088-Refacturations", -centimes, vend),
        Jambe("Expenses:62-Autres-Services:628-Divers", centimes, achete),
    )
    return Ecriture(jour, "Refacturation interne", libelle, jambes)


def subvention(tirage: Tirage, jour: date) -> Ecriture:
    """Receive a grant, or be notified of it, under the year's agreements."""
    convention = tirage.hasard.choice(tirage.conventions[jour.year])
    nom, centimes = tirage.write_nom(convention.financeur), tirage.montant(1500, 9500)
    genre = SUBVENTIONS[convention.financeur.echelon]
    depuis = Jambe(f"Income:741-Subventions:{genre}", -centimes)
    if tirage.chance(0.15):
        libelle = "Aide ponctuelle, sans convention"
        return Ecriture(jour, nom, libelle, (depuis, Jambe(decor.COURANT, centimes)))
    tirage.accorde[convention.code] += centimes
    attente = Attente(
        jour, nom, "Assets:441-Subventions-A-Recevoir", centimes, convention.code
    )
    vers, _ = collect(tirage, attente)
    etape = "acompte" if vers.compte == decor.COURANT else "notification"
    libelle = f"Subvention {jour.year}, {etape}"
    return Ecriture(
        jour, nom, libelle, (depuis, vers), convention.meta, lien=convention.code
    )


def don(tirage: Tirage, jour: date) -> Ecriture:
    """Receive a gift, from a person or from a sponsor."""
    if tirage.chance(0.6):
        nom, compte = "Don en ligne", "Income:754-Dons:7541-Dons-Manuels"
        centimes = tirage.montant(10, 120)
    else:
        nom = tirage.hasard.choice(decor.MECENES).libelle
        compte, centimes = "Income:754-Dons:7542-Mecenat", tirage.montant(500, 4000)
    meta = tirage.draw_projet(jour, 0.3)
    jambes = (Jambe(compte, -centimes), Jambe(decor.COURANT, centimes))
    return Ecriture(jour, nom, "Don", jambes, meta)


def produit_divers(tirage: Tirage, jour: date) -> Ecriture:
    """Book the small income that is of no other kind, a reversal at times."""
    compte, autre, nom, libelle = tirage.hasard.choice(DIVERS)
    centimes = tirage.montant(20, 400)
    jambes = (Jambe(f"Income:{compte}", -centimes), Jambe(autre, centimes))
    return Ecriture(jour, nom, libelle, jambes)
