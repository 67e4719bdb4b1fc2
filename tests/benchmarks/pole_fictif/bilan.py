"""What moves beside the result: money, taxes, loans, mandates and gifts in kind."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from pole_fictif import decor
from pole_fictif.charges import facture
from pole_fictif.tirage import Ecriture
from pole_fictif.tirage import Emprunt
from pole_fictif.tirage import Jambe
from pole_fictif.tirage import quote

if TYPE_CHECKING:
    from datetime import date

    from pole_fictif.tirage import Tirage

DELAI = timedelta(days=15)
SEUIL_REVERSEMENT = 800_00
MINIMUM_CAISSE = 100_00
AIDES = (
    ("860-Secours-En-Nature", "870-Dons-En-Nature", "Bocaux et invendus donnés"),
    ("861-Mises-A-Disposition", "871-Prestations-En-Nature", "Local prêté"),
    ("861-Mises-A-Disposition", "871-Prestations-En-Nature", "Véhicule prêté"),
    ("862-Prestations", "871-Prestations-En-Nature", "Salarié prêté"),
)
TRAVAUX = ("Comité de pilotage", "Atelier", "Permanence", "Chantier", "Tenue de stand")


def ouverture(jour: date) -> Ecriture:
    """Open the books with what the previous exercice left."""
    montants = (60_000_00, 30_000_00, 12_000_00, 350_00)
    banque = map(Jambe, decor.TRESORERIE, montants)
    report = Jambe("Equity:110-Report-A-Nouveau", -sum(montants))
    meta = (("a-nouveau", "TRUE"),)
    return Ecriture(jour, "À nouveau", "Soldes d'ouverture", (*banque, report), meta)


def reglement(tirage: Tirage, jour: date) -> Ecriture:
    """Settle the oldest receivable or debt: the balance sheet alone moves."""
    if not tirage.attentes or tirage.attentes[0].jour + DELAI > jour:
        return facture(tirage, jour)
    attente = tirage.attentes.popleft()
    jambes = (
        Jambe(attente.compte, -attente.centimes),
        Jambe(decor.COURANT, attente.centimes),
    )
    libelle = "Encaissement" if attente.centimes > 0 else "Règlement"
    return Ecriture(jour, attente.tiers, libelle, jambes, lien=attente.lien)


def tva(tirage: Tirage, jour: date) -> Ecriture:
    """Pay the VAT collected since the last return, less what was paid on purchases."""
    comptes = ("Liabilities:44571-TVA-Collectee", "Assets:44566-TVA-Deductible")
    collectee, deductible = (tirage.soldes[compte] for compte in comptes)
    if not collectee or not deductible:
        return virement(tirage, jour)
    jambes = (
        Jambe(comptes[0], -collectee),
        Jambe(comptes[1], -deductible),
        Jambe(decor.COURANT, collectee + deductible),
    )
    return Ecriture(jour, "Service des impôts", "Déclaration de TVA", jambes)


def virement(tirage: Tirage, jour: date) -> Ecriture:
    """Move money towards the account that has the least of it."""
    soldes = {compte: tirage.soldes[compte] for compte in decor.TRESORERIE[:3]}
    vide = min(soldes, key=soldes.__getitem__)
    plein = max(soldes, key=soldes.__getitem__)
    centimes = max(soldes[plein] // 4, 100_00)
    if tirage.soldes[decor.CAISSE] < MINIMUM_CAISSE:
        vide, centimes = decor.CAISSE, 400_00
    centimes -= centimes % 100_00
    jambes = (Jambe(plein, -centimes), Jambe(vide, centimes))
    return Ecriture(jour, "Virement interne", "Approvisionnement", jambes)


def emprunt(tirage: Tirage, jour: date) -> Ecriture:
    """Borrow, or be lent equity by a member; pay back most of the time."""
    if tirage.emprunts and tirage.chance(0.9):
        return rembourse(tirage, jour)
    meta, centimes = tirage.draw_projet(jour, 0.5), tirage.montant(6000, 20_000)
    if tirage.chance(0.2):
        compte, libelle = "Equity:103-Apports:Droit-De-Reprise", "Apport avec reprise"
        nom = tirage.draw_membre(jour)[1]
    else:
        preteur = tirage.hasard.choice(decor.PRETEURS)
        suite = "Banque" if preteur.code == "banque" else "Finance-Solidaire"
        compte, libelle = f"Liabilities:164-Emprunts:{suite}", "Déblocage du prêt"
        nom, projet = preteur.libelle, meta[0][1].strip('"') if meta else ""
        tirage.emprunts.append(Emprunt(preteur, projet, compte, centimes))
    jambes = (Jambe(compte, -centimes), Jambe(decor.PROJETS_BANQUE, centimes))
    return Ecriture(jour, nom, libelle, jambes, meta)


def rembourse(tirage: Tirage, jour: date) -> Ecriture:
    """Pay an instalment of a loan: capital and interest."""
    dette = tirage.hasard.choice(tirage.emprunts)
    capital, interets = min(dette.restant, 450_00), dette.restant * 3 // 1200
    dette.restant -= capital
    if not dette.restant:
        tirage.emprunts.remove(dette)
    jambes = (
        Jambe(dette.compte, capital),
        Jambe("Expenses:66-Charges-Financieres:661-Interets", interets),
        Jambe(decor.PROJETS_BANQUE, -capital - interets),
    )
    meta = tirage.tag_projet(dette.projet, jour)
    return Ecriture(jour, dette.preteur.libelle, "Échéance du prêt", jambes, meta)


def mandat(tirage: Tirage, jour: date) -> Ecriture:
    """Collect a member's sale, or hand over what is due to it."""
    membre, nom = tirage.draw_membre(jour)
    if tirage.mandats[membre.code] > SEUIL_REVERSEMENT:
        return _reverse(tirage, jour, membre, nom)
    centimes = tirage.montant(150, 900)
    tirage.mandats[membre.code] += centimes
    tirage.encaisse[jour.year, membre.code] += centimes
    meta = (("membre", quote(membre.code)),)
    jambes = (Jambe(membre.mandat, -centimes, meta), Jambe(decor.COURANT, centimes))
    client = tirage.hasard.choice(decor.CLIENTS).libelle
    return Ecriture(jour, client, f"Vente pour le compte de {membre.libelle}", jambes)


def _reverse(tirage: Tirage, jour: date, membre: decor.Membre, nom: str) -> Ecriture:
    """Hand over a member's sales, less the pole's commission."""
    du = tirage.mandats.pop(membre.code)
    commission = du * 8 // 100
    jambes = (
        Jambe(membre.mandat, du),
        Jambe("Income:7082-Commissions", -commission),
        Jambe(decor.COURANT, commission - du),
    )
    return Ecriture(jour, nom, "Reversement, commission déduite", jambes)


def benevolat(tirage: Tirage, jour: date) -> Ecriture:
    """Record people's hours, bare: the price of the day gives their value."""
    quarts = tirage.hasard.randrange(4, 120) * 25
    unite = "HEURE.EXPERT" if tirage.chance(0.1) else "HEURE"
    jambes = (
        Jambe(f"{decor.EMPLOIS}:864-Benevolat", quarts, unite=unite),
        Jambe(f"{decor.CONTRIBUTIONS}:875-Benevolat", -quarts, unite=unite),
    )
    meta = tirage.draw_projet(jour, 0.6)
    return Ecriture(jour, "Bénévoles", tirage.hasard.choice(TRAVAUX), jambes, meta)


def aide_indirecte(tirage: Tirage, jour: date) -> Ecriture:
    """Record premises, goods or staff that an organisation lends."""
    emploi, source, libelle = tirage.hasard.choice(AIDES)
    preteurs: list[decor.Membre | decor.Tiers] = [*decor.FINANCEURS]
    preteur = tirage.hasard.choice([*preteurs, *tirage.list_membres(jour)])
    centimes = tirage.montant(80, 1800)
    jambes = (
        Jambe(f"{decor.EMPLOIS}:{emploi}", centimes),
        Jambe(f"{decor.CONTRIBUTIONS}:{source}", -centimes),
    )
    meta = tirage.draw_projet(jour, 0.5)
    return Ecriture(jour, preteur.libelle, libelle, jambes, meta)
