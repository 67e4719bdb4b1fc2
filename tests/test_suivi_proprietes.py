"""What holds of every scale, of every book of dues, of every grant over the years."""

from __future__ import annotations

import datetime
import itertools
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from ptce_ledger.analyse.dossier import Dossier
from ptce_ledger.faits.affectation import read_units
from ptce_ledger.lecture.livre import load_livre
from ptce_ledger.mots.euros import round_step
from ptce_ledger.registre.bareme import Bareme
from ptce_ledger.registre.bareme import Tranche
from ptce_ledger.suivi.appels import calls
from ptce_ledger.suivi.calcul import due_periods
from ptce_ledger.suivi.calcul import periods
from ptce_ledger.suivi.calcul import reckon
from ptce_ledger.suivi.calcul import share
from ptce_ledger.suivi.ecritures import write
from ptce_ledger.suivi.etats import state
from ptce_ledger.suivi.reports import carried
from ptce_ledger.suivi.suivi import Suivi

if TYPE_CHECKING:
    from pathlib import Path

    from ptce_ledger.analyse.tableau import Tableau

JOUR = datetime.date(2024, 1, 1)
UN = datetime.timedelta(1)
PRORATAS = ("", "mois", "trimestre", "semestre", "jour")
LIVRES = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


# -- Scales -----------------------------------------------------------------------


@st.composite
def marginaux(draw: st.DrawFn) -> Bareme:
    """Give a scale of marginal rates, none negative, perhaps bounded."""
    seuils = sorted(draw(st.sets(st.integers(1, 1000), max_size=4)))
    taux = st.decimals(0, 2, places=4)
    tranches = tuple(
        Tranche(seuil, draw(st.booleans()), taux=draw(taux)) for seuil in seuils
    )
    montants = st.decimals(0, 500, places=2)
    return Bareme(
        "essai",
        JOUR,
        base="ca",
        forfait=draw(montants),
        taux=draw(taux),
        tranches=tranches,
        plancher=draw(st.none() | montants),
        plafond=draw(st.none() | montants),
    )


@given(marginaux(), st.decimals(0, 2000, places=2), st.decimals(0, 10, places=2))
def test_marginal_scales_are_monotone_and_continuous(
    bareme: Bareme, base: Decimal, plus: Decimal
) -> None:
    """A euro more never makes the sum leap: it adds at most the highest rate of it."""
    avant, apres = reckon(bareme, base).annuel, reckon(bareme, base + plus).annuel
    assert avant is not None
    assert apres is not None
    taux = [bareme.taux, *(t.taux for t in bareme.tranches if t.taux is not None)]
    assert 0 <= apres - avant <= plus * max(taux)


@pytest.mark.parametrize(
    ("base", "du"),
    [("9", "50"), ("10", "50"), ("10.01", "300"), ("2", "50"), ("1.99", "0")],
)
def test_a_word_settles_the_boundary(base: str, du: str) -> None:
    """« dès 2 » holds at two, « plus de 10 » above ten."""
    tranches = (
        Tranche(2, au_dela=False, montant=Decimal(50)),
        Tranche(10, au_dela=True, montant=Decimal(300)),
    )
    bareme = Bareme("essai", JOUR, base="etp", tranches=tranches)
    assert reckon(bareme, Decimal(base)).annuel == Decimal(du)


def test_a_negative_base_counts_as_nothing() -> None:
    bareme = Bareme("essai", JOUR, base="ca-imputable", taux=Decimal("0.1"))
    assert reckon(bareme, Decimal(-500)).annuel == 0


@given(
    st.sampled_from(PRORATAS),
    st.decimals(0, 5000, places=4),
    st.sampled_from(["0.01", "0.05", "1.00", "7.00", "0.30"]),
    st.integers(1, 12),
    st.integers(1, 31),
    st.data(),
)
def test_the_parts_of_a_year_re_add_whatever_the_step(
    prorata: str, annuel: Decimal, pas: str, mois: int, jour: int, data: st.DataObject
) -> None:
    """Who comes on a day and who left the day before owe a year together."""
    debut = datetime.date(2023, mois, min(jour, 28))
    fin = debut.replace(year=2024) - UN
    periodes = periods(prorata, debut, fin)
    assert periodes[0][0] == debut
    assert periodes[-1][1] == fin
    assert all(a[1] + UN == b[0] for a, b in itertools.pairwise(periodes))
    coupe = data.draw(st.integers(0, len(periodes)))
    rangs = range(len(periodes))
    pas_dit = Decimal(pas)
    parts = [
        share(annuel, siens, len(periodes), pas_dit)
        for siens in (rangs[:coupe], rangs[coupe:])
    ]
    assert sum(parts) == round_step(Fraction(annuel), pas_dit)


@given(st.sampled_from(PRORATAS), st.integers(0, 365), st.integers(0, 365))
def test_a_period_is_due_when_membership_touches_it(
    prorata: str, entree: int, duree: int
) -> None:
    fin = datetime.date(2024, 12, 31)
    premier = JOUR + entree * UN
    dernier = min(fin, premier + duree * UN)
    periodes = periods(prorata, JOUR, fin)
    dues = due_periods(periodes, [(premier, dernier)])
    jours = {premier + n * UN for n in range((dernier - premier).days + 1)}
    assert dues == [
        rang
        for rang, (debut, terme) in enumerate(periodes)
        if any(debut <= jour <= terme for jour in jours)
    ]


# -- Claims -----------------------------------------------------------------------

MEMBRES = ("forge", "moulin", "ferme")
TETE = """option "operating_currency" "EUR"
plugin "ptce_ledger.plugins"
2020-01-01 custom "ptce-pole" "essai" "Pôle d’essai"
  perimetre-defaut: "cellule"
2020-01-01 custom "ptce-membre" "forge" "La Forge"
2020-01-01 custom "ptce-membre" "moulin" "Le Moulin"
2020-01-01 custom "ptce-membre" "ferme" "La Ferme"
2020-01-01 custom "ptce-tiers" "etat" "État"
  origine: "public"
2020-01-01 custom "ptce-bareme" "tous"
  forfait: 100.00 EUR
2020-01-01 open Assets:411-Adherents EUR
2020-01-01 open Assets:416-Douteux EUR
2020-01-01 open Assets:441-Subventions EUR
2020-01-01 open Assets:512-Banque EUR
2020-01-01 open Liabilities:194-Fonds-Dedies EUR
2020-01-01 open Liabilities:487-Avance EUR
2020-01-01 open Income:741-Subventions EUR
  type: "subventions"
2020-01-01 open Income:756-Cotisations EUR
  type: "cotisations"
2020-01-01 open Income:7894-Utilisations EUR
  type: "fonds-dedies"
2020-01-01 open Expenses:606-Achats EUR
2020-01-01 open Expenses:654-Pertes EUR
2020-01-01 open Expenses:6894-Reports EUR
  type: "fonds-dedies"
"""
#: What a treasurer does to a member: the account that faces its claim, and the sign.
GESTES = {
    "appel": ("Income:756-Cotisations", 1),
    "comptant": ("Assets:512-Banque", 0),
    "virement": ("Assets:512-Banque", -1),
    "avoir": ("Income:756-Cotisations", -1),
    "perte": ("Expenses:654-Pertes", -1),
    "rejet": ("Assets:512-Banque", 1),
    "douteux": ("Assets:416-Douteux", -1),
}


@st.composite
def livres(draw: st.DrawFn, gestes: tuple[str, ...] = tuple(GESTES)) -> str:
    """Give a book of calls, payments, losses and what undoes them, in any order."""
    lignes = []
    for _ in range(draw(st.integers(1, 12))):
        geste = draw(st.sampled_from(gestes))
        membre = draw(st.sampled_from(MEMBRES))
        jour = datetime.date(2023, 1, 1) + draw(st.integers(0, 1090)) * UN
        montant = draw(st.integers(1, 40)) * 10
        lien = draw(st.sampled_from(["", " ^un", " ^deux"]))
        compte, signe = GESTES[geste]
        lignes.append(f'{jour} * "{geste}"{lien}\n  tiers: "{membre}"')
        if geste == "comptant":
            lignes.append(f"  Income:756-Cotisations  -{montant}.00 EUR\n  {compte}")
        else:
            lignes.append(
                f"  Assets:411-Adherents  {signe * montant}.00 EUR\n  {compte}"
            )
    return TETE + "\n".join(lignes) + "\n"


def follow(dossier: Path, texte: str) -> Suivi:
    fichier = dossier / "main.beancount"
    fichier.write_text(texte, encoding="utf-8")
    livre = load_livre(fichier)
    assert [erreur.message for erreur in livre.errors] == []
    return Suivi(Dossier(livre.releve))


@LIVRES
@given(texte=livres())
def test_a_claim_is_open_or_settled(
    texte: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Nothing of a claim nor of a credit is lost, whatever the order of the book."""
    suivi = follow(tmp_path_factory.mktemp("livre"), texte)
    creances = suivi.creances
    soldes = dict.fromkeys(MEMBRES, Decimal(0))
    for entry in suivi.ecritures:
        for posting in entry.postings:
            if posting.account.startswith("Assets:41"):
                soldes[entry.meta["tiers"]] += read_units(posting)[0]
    ouverts = dict.fromkeys(MEMBRES, Decimal(0))
    for creance in creances.creances:
        regles = sum(r.montant for r in creance.reglements)
        assert creance.ouvert >= 0
        assert all(r.montant >= 0 for r in creance.reglements)
        ouverts[creance.net.tiers] += creance.ouvert
        nette = creance.net.montant
        assert creance.ouvert + regles <= nette
        if creance.net.type:
            assert creance.ouvert + regles == nette
    for credit in creances.credits():
        assert credit.reste >= 0
        ouverts[credit.net.tiers] -= credit.reste
    assert ouverts == soldes


@LIVRES
@given(texte=livres())
def test_what_was_called_is_paid_cancelled_or_open(
    texte: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Called + credit notes = paid + cancelled + open, per member and per year."""
    suivi = follow(tmp_path_factory.mktemp("livre"), texte)
    for exercice in suivi.releve.exercices():
        table = state(suivi, "cotisations", exercice).tableau("cotisations")
        for ligne in table.lignes:
            dit = values(table, ligne.cles)
            assert dit["appele"] + dit["avoirs_anterieurs"] == (
                dit["regle"] + dit["annule"] + dit["a_regler"]
            )
            assert dit["a_regler"] >= 0
            assert dit["annule"] >= 0
            assert dit["regle_apres"] >= 0
            for rang, colonne in enumerate(table.colonnes):
                if colonne.chemin and ligne.source(rang):
                    assert ligne.source(rang).total() == ligne.valeurs[rang]


def values(table: Tableau, cles: tuple[str, ...]) -> dict[str, Decimal]:
    (ligne,) = table.begun_by(cles)
    return {
        c.code: v
        for c, v in zip(table.colonnes, ligne.valeurs, strict=True)
        if c.chemin
    }


#: A credit note of exactly the sum that is printed would cancel it, and no other claim.
SANS_AVOIR = tuple(geste for geste in GESTES if geste != "avoir")


@LIVRES
@given(texte=livres(SANS_AVOIR))
def test_the_calls_that_are_printed_leave_nothing_to_call(
    texte: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    dossier = tmp_path_factory.mktemp("livre")
    texte += (
        '2022-01-01 * "La Forge" "Modèle"\n  Assets:411-Adherents  100.00 EUR\n'
        "  Income:756-Cotisations\n"
    )
    for exercice in follow(dossier, texte).releve.exercices():
        texte += printed_calls(follow(dossier, texte), exercice)
        assert printed_calls(follow(dossier, texte), exercice) == ""


def printed_calls(suivi: Suivi, exercice: int) -> str:
    return write(calls(suivi, state(suivi, "cotisations", exercice)))


# -- Grants over the years ----------------------------------------------------------


@st.composite
def subventions(draw: st.DrawFn) -> tuple[str, list[str]]:
    """Give a grant over five years: what is declared, and the entries of each year."""
    accorde = draw(st.integers(10, 500)) * 100
    cles = ["  affectee: TRUE"]
    if draw(st.booleans()):
        cles.append(f"  part-financee: 0.{draw(st.integers(1, 9))}")
    if draw(st.booleans()):
        cles.append("  taux-indirects: 0.15")
    if draw(st.booleans()):
        cles += ["  debut: 2021-01-01", "  fin: 2025-06-30"]
    avance = draw(st.booleans())
    tete = f'2021-01-01 custom "ptce-convention" "jardin" "etat" {accorde}.00 EUR\n'
    annees = []
    for annee in range(2021, 2026):
        texte = ""
        if annee == 2021:
            produit = "Liabilities:487-Avance" if avance else "Income:741-Subventions"
            texte += (
                f'2021-01-02 * "État" "Notification"\n  convention: "jardin"\n'
                f"  {produit}  -{accorde}.00 EUR\n  Assets:441-Subventions\n"
            )
        centimes = draw(st.integers(0, accorde * 60))
        texte += (
            f'{annee}-06-30 * "Achats"\n  convention: "jardin"\n'
            f"  Expenses:606-Achats  {Decimal(centimes) / 100:.2f} EUR\n"
            "  Assets:512-Banque\n"
        )
        annees.append(texte)
    return tete + "\n".join(cles) + "\n", annees


@LIVRES
@given(subvention=subventions())
def test_dedicated_funds_roll_forward_to_the_cent(
    subvention: tuple[str, list[str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """What a year leaves is what the next one finds; what is printed leaves nothing."""
    dossier = tmp_path_factory.mktemp("livre")
    declaree, annees = subvention
    texte, cloture = TETE + declaree, Decimal(0)
    for annee, ecritures in enumerate(annees, 2021):
        texte += ecritures
        texte += write(carried(follow(dossier, texte), annee))
        suivi = follow(dossier, texte)
        assert list(carried(suivi, annee)) == []
        fonds = state(suivi, "conventions", annee).tableau("total_fonds_dedies")
        assert fonds.figure("ouverture") == cloture
        assert fonds.figure("ecart") == 0
        mouvement = fonds.figure("reports") - fonds.figure("utilisations")
        assert fonds.figure("cloture") == cloture + mouvement
        cloture = fonds.figure("cloture")
        une = state(suivi, "conventions", annee).tableau("conventions").lignes[0]
        table = state(suivi, "conventions", annee).tableau("conventions")
        assert une.valeurs[table.rang("fonds_dedies_attendus")] == cloture
