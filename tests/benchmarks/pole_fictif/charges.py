"""What goes out: wages, shared costs, purchases and invoices."""

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

CLES = ("temps", "surfaces", "effectifs")
ACHATS = (
    ("60-Achats:6063-Petit-Equipement", "Quincaillerie Roche", "Petit équipement"),
    ("60-Achats:6064-Fournitures", "Bureau Plus", "Fournitures de bureau"),
    ("61-Services-Exterieurs:615-Entretien", "Garage Fournier", "Entretien du camion"),
    ("61-Services-Exterieurs:618-Documentation", "Librairie du Pont", "Abonnement"),
    ("62-Autres-Services:623-Communication", "Imprimerie Vasseur", "Affiches"),
    ("62-Autres-Services:624-Transports", "Messagerie Bertin", "Livraison"),
    ("62-Autres-Services:625-Deplacements", "Note de frais", "Déplacements"),
    (
        "62-Autres-Services:6257-Receptions",
        "Traiteur Aux Deux Ponts",
        "Repas du comité",
    ),
    ("62-Autres-Services:627-Services-Bancaires", "Banque coopérative", "Commissions"),
)
FACTURES = (
    ("61-Services-Exterieurs:611-Sous-Traitance", "Verrerie du Sud", "Sous-traitance"),
    ("61-Services-Exterieurs:617-Etudes", "Bureau d'études Ampère", "Étude"),
    ("62-Autres-Services:622-Honoraires", "Cabinet Delmas", "Honoraires comptables"),
    ("62-Autres-Services:621-Personnel-Exterieur", "Agence Relais", "Intervenant"),
    ("60-Achats:601-Matieres", "Verrerie du Sud", "Bocaux et couvercles"),
    ("60-Achats:607-Marchandises", "GAEC du Grand Pré", "Légumes, livraison"),
)
PARTAGEES = (
    ("61-Services-Exterieurs:613-Loyers", "SCI des Halles", "Loyer"),
    ("61-Services-Exterieurs:614-Charges-Locatives", "SCI des Halles", "Charges"),
    (
        "61-Services-Exterieurs:616-Assurances",
        "Assureur mutualiste",
        "Assurance du pôle",
    ),
    ("60-Achats:6061-Energie-Eau", "Électricité du Val", "Électricité"),
    (
        "62-Autres-Services:626-Poste-Telecom",
        "Opérateur Télécom",
        "Téléphone, internet",
    ),
    ("62-Autres-Services:628-Divers", "Hébergeur Web", "Logiciels partagés"),
)
MATIERES = ("Verrerie du Sud", "Quincaillerie Roche", "Grossiste Mercier")


def salaire(tirage: Tirage, jour: date) -> Ecriture:
    """Pay somebody who works for the cell and, most often, for a project too."""
    brut = tirage.montant(1750, 2600)
    projet = tirage.draw_projet(jour, 0.8)
    part = brut * tirage.hasard.choice((20, 40, 50, 60)) // 100 if projet else 0
    cotisations = (brut - part) * 30 // 100, part * 30 // 100
    retenue = brut * 22 // 100
    personnel = "Expenses:64-Personnel"
    parts = (
        Jambe(f"{personnel}:641-Salaires", brut - part),
        Jambe(f"{personnel}:641-Salaires", part, projet),
        Jambe(f"{personnel}:645-Cotisations-Sociales", cotisations[0]),
        Jambe(f"{personnel}:645-Cotisations-Sociales", cotisations[1], projet),
    )
    urssaf = sum(cotisations) + retenue
    tirage.attentes.append(Attente(jour, "Urssaf", "Liabilities:431-Urssaf", -urssaf))
    jambes = (
        *(jambe for jambe in parts if jambe.centimes),
        Jambe("Liabilities:431-Urssaf", -urssaf),
        Jambe(decor.COURANT, retenue - brut),
    )
    libelle = f"{tirage.hasard.choice(decor.POSTES)}, paie de {MOIS[jour.month - 1]}"
    return Ecriture(jour, "Salaires", libelle, jambes)


def charge_partagee(tirage: Tirage, jour: date) -> Ecriture:
    """Pay a shared cost, split by a key of the register."""
    nature, nom, libelle = tirage.hasard.choice(PARTAGEES)
    centimes = tirage.montant(60, 900)
    jambes = (Jambe(f"Expenses:{nature}", centimes), Jambe(decor.COURANT, -centimes))
    meta = (("cle", quote(tirage.hasard.choice(CLES))),)
    return Ecriture(jour, nom, f"{libelle}, {MOIS[jour.month - 1]}", jambes, meta)


def achat(tirage: Tirage, jour: date) -> Ecriture:
    """Pay a purchase at once."""
    nature, nom, libelle = tirage.hasard.choice(ACHATS)
    compte, meta = f"Expenses:{nature}", tirage.draw_projet(jour, 0.3)
    if not meta and tirage.chance(0.3):
        compte = tirage.hasard.choice(tirage.list_projets(jour)).achats
        nom, libelle = tirage.hasard.choice(MATIERES), "Matières et consommables"
    centimes = tirage.montant(8, 350)
    depuis = decor.CAISSE if centimes < 40_00 else decor.COURANT
    jambes = (Jambe(compte, centimes), Jambe(depuis, -centimes))
    return Ecriture(jour, nom, libelle, jambes, meta)


def facture(tirage: Tirage, jour: date) -> Ecriture:
    """Receive an invoice, paid later; a grant agreement may bear it."""
    nature, nom, libelle = tirage.hasard.choice(FACTURES)
    lien = tirage.draw_piece("FF", jour)
    hors_taxe = tirage.montant(120, 1500)
    taxe = round(hors_taxe * 0.2) if tirage.chance(0.5) else 0
    tva = (Jambe("Assets:44566-TVA-Deductible", taxe),) if taxe else ()
    du = Jambe("Liabilities:401-Fournisseurs", -hors_taxe - taxe)
    tirage.attentes.append(Attente(jour, nom, du.compte, du.centimes, lien))
    meta = tirage.draw_projet(jour, 0.4)
    if not meta and tirage.chance(0.4):
        meta = tirage.hasard.choice(tirage.conventions[jour.year]).meta
    jambes = (Jambe(f"Expenses:{nature}", hors_taxe), *tva, du)
    return Ecriture(jour, nom, libelle, jambes, meta, lien)


def fonds_dedies(tirage: Tirage, jour: date) -> Ecriture:
    """Carry over the unspent part of a grant, or use last year's."""
    if tirage.dedies and tirage.dedies[0][0].annee < jour.year:
        return _utilise(tirage, jour)
    convention = tirage.hasard.choice(tirage.conventions[jour.year])
    if not tirage.accorde[convention.code]:
        # Nothing is left of what has not come yet.
        return facture(tirage, jour)
    centimes = tirage.montant(300, 1500)
    tirage.dedies.append((convention, centimes))
    jambes = (
        Jambe("Expenses:6894-Reports-En-Fonds-Dedies", centimes),
        Jambe("Liabilities:194-Fonds-Dedies", -centimes),
    )
    nom, libelle = convention.financeur.libelle, f"Part non utilisée, {convention.code}"
    return Ecriture(jour, nom, libelle, jambes, convention.meta)


def _utilise(tirage: Tirage, jour: date) -> Ecriture:
    """Use what was carried over: its agreement is over, its project may be."""
    convention, centimes = tirage.dedies.popleft()
    jambes = (
        Jambe("Liabilities:194-Fonds-Dedies", centimes),
        Jambe("Income:7894-Utilisations-De-Fonds-Dedies", -centimes),
    )
    nom, libelle = convention.financeur.libelle, f"Utilisation, {convention.code}"
    meta = tirage.tag_projet(convention.projet, jour)
    # Of two grants of one funder, a link says whose funds these are.
    return Ecriture(jour, nom, libelle, jambes, meta, convention.code)
