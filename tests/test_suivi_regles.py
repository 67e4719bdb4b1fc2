"""Rules of the follow-up that no golden ledger tells apart, each on its smallest book."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from typing import Any

import pytest
from click.testing import CliRunner

from ptce_ledger.cli import ptce
from ptce_ledger.lecture.livre import load_livre

if TYPE_CHECKING:
    from pathlib import Path

TETE = """option "operating_currency" "EUR"
plugin "ptce_ledger.plugins"
2020-01-01 custom "ptce-pole" "essai" "Pôle d’essai"
  perimetre-defaut: "cellule"
2020-01-01 custom "ptce-membre" "forge" "La Forge"
  origine: "prive"
  forme: "SARL"
2020-01-01 custom "ptce-membre" "moulin" "Le Moulin"
  origine: "ess"
2020-01-01 custom "ptce-tiers" "etat" "État"
  origine: "public"
2020-01-01 custom "ptce-tiers" "agence" "Agence"
  origine: "public"
2020-01-01 custom "ptce-projet" "jardin" "Jardin"
2020-01-01 open Assets:411-Adherents EUR
2020-01-01 open Assets:411-Clients EUR
2020-01-01 open Assets:441-Subventions EUR
2020-01-01 open Assets:512-Banque EUR
2020-01-01 open Liabilities:194-Fonds-Dedies EUR
2020-01-01 open Liabilities:4457-TVA EUR
2020-01-01 open Liabilities:487-Avance EUR
2020-01-01 open Income:706-Ventes EUR
  type: "ventes"
2020-01-01 open Income:7082-Commissions EUR
  type: "commissions"
2020-01-01 open Income:741-Subventions EUR
  type: "subventions"
2020-01-01 open Income:756-Cotisations EUR
  type: "cotisations"
2020-01-01 open Expenses:606-Achats EUR
2020-01-01 open Expenses:613-Loyers EUR
2020-01-01 open Expenses:654-Pertes EUR
"""


def ask(dossier: Path, texte: str, *commande: str) -> Any:
    """Ask a command for JSON over a ledger that is right."""
    livre = dossier / "main.beancount"
    livre.write_text(TETE + texte, encoding="utf-8")
    assert [erreur.message for erreur in load_livre(livre).errors] == []
    nom, *reste = commande
    sortie = CliRunner().invoke(ptce, [nom, str(livre), *reste, "--format", "json"])
    assert sortie.exit_code == 0, sortie.stderr
    return json.loads(sortie.stdout)


def dues(dossier: Path, texte: str, type_: str = "cotisations") -> dict[str, Any]:
    data = ask(dossier, texte, "cotisations", "--exercice", "2024")
    return {ligne["membre"]: ligne for ligne in data[type_]}


def call(montant: str, membre: str = "La Forge", jour: str = "2024-01-10") -> str:
    return (
        f'{jour} * "{membre}" "Appel"\n  Assets:411-Adherents  {montant} EUR\n'
        "  Income:756-Cotisations\n"
    )


def pay(montant: str, membre: str = "La Forge", jour: str = "2024-02-10") -> str:
    return (
        f'{jour} * "{membre}" "Virement"\n  Assets:411-Adherents  -{montant} EUR\n'
        "  Assets:512-Banque\n"
    )


# -- Which scale, on which base ------------------------------------------------------


def test_the_closest_scale_holds(tmp_path: Path) -> None:
    """By code, else by forme, else by origine, else the one that is for all."""
    baremes = [
        ("tous", ""),
        ("prives", '  pour: "Privé"\n'),
        ("sarl", '  pour: "s.a.r.l., sarl"\n'),
        ("la-forge", '  pour: "forge"\n'),
    ]
    texte = ""
    trouves = []
    for rang, (code, pour) in enumerate(baremes, 1):
        texte += (
            f'2023-01-01 custom "ptce-bareme" "{code}"\n{pour}'
            f"  forfait: {rang}0.00 EUR\n"
        )
        siens = dues(tmp_path, texte + call("5.00"))
        trouves.append((siens["forge"]["bareme"], siens["forge"]["du"]))
        assert siens["moulin"]["bareme"] == "tous"
    assert trouves == [
        ("tous", "10.00"),
        ("prives", "20.00"),
        ("sarl", "30.00"),
        ("la-forge", "40.00"),
    ]


def test_a_later_version_replaces_the_whole_scale(tmp_path: Path) -> None:
    """On the first day of the year, or of the member: a version of February waits."""
    texte = (
        '2023-01-01 custom "ptce-bareme" "tous"\n  forfait: 10.00 EUR\n'
        "  plafond: 5.00 EUR\n"
        '2024-01-01 custom "ptce-bareme" "tous"\n  forfait: 20.00 EUR\n'
        '2024-02-01 custom "ptce-bareme" "tous"\n  forfait: 30.00 EUR\n'
        '2024-03-01 custom "ptce-membre" "neuf" "Le Neuf"\n'
    )
    siens = dues(tmp_path, texte + call("5.00"))
    assert siens["forge"]["du"] == "20.00"
    assert siens["neuf"]["du"] == "30.00"


def test_without_a_scale_nothing_is_known(tmp_path: Path) -> None:
    """Null, never zero; what was called is told all the same."""
    sienne = dues(tmp_path, call("5.00"))["forge"]
    assert (sienne["du"], sienne["manque"], sienne["prorata"]) == (None, "bareme", "")
    assert (sienne["droit_entree"], sienne["a_appeler"]) == (None, None)
    assert sienne["appele"] == "5.00"


def test_attributable_turnover_of_one_method(tmp_path: Path) -> None:
    """The declared ones of the method; the weakest evidence; no fact is zero, not null."""
    texte = (
        '2023-01-01 custom "ptce-bareme" "apport"\n  type: "commissions"\n'
        '  base: "ca-imputable"\n  methode: "apport-affaires"\n  taux: 0.1\n'
        '2024-05-01 custom "ptce-ca" "forge" 1000.00 EUR\n'
        '  methode: "apport-affaires"\n  preuve: "comptable"\n'
        '2024-06-01 custom "ptce-ca" "forge" 500.00 EUR\n'
        '  methode: "apport-affaires"\n  preuve: "atteste"\n'
        '2024-06-01 custom "ptce-ca" "forge" 700.00 EUR\n  methode: "quote-part"\n'
    )
    siennes = dues(tmp_path, texte + call("5.00"), "commissions")
    assert list(siennes) == ["forge"]
    assert siennes["forge"]["base_valeur"] == "1500.00"
    assert siennes["forge"]["base_preuve"] == "atteste"
    assert siennes["forge"]["du"] == "150.00"


def test_who_is_gone_with_unpaid_dues_owes_nothing_more(tmp_path: Path) -> None:
    texte = (
        '2022-01-01 custom "ptce-bareme" "tous"\n  forfait: 100.00 EUR\n'
        '2022-01-01 custom "ptce-membre" "parti" "Le Parti"\n  sortie: 2023-06-30\n'
    )
    vieux = call("100.00", "Le Parti", "2023-02-01")
    siens = dues(tmp_path, texte + vieux + call("100.00"))
    assert siens["parti"]["du"] == "0.00"
    assert siens["parti"]["arrieres"] == "100.00"
    assert siens["parti"]["a_appeler"] == "0.00"


def test_what_nobody_known_was_called_is_the_last_row(tmp_path: Path) -> None:
    texte = '2023-01-01 custom "ptce-bareme" "tous"\n  forfait: 100.00 EUR\n'
    siens = dues(tmp_path, texte + call("40.00", "Un inconnu"))
    assert list(siens)[-1] == ""
    assert (siens[""]["du"], siens[""]["appele"]) == (None, "40.00")
    taches = ask(tmp_path, texte + call("40.00", "Un inconnu"), "a-faire")["a_faire"]
    sans = [t for t in taches if t["genre"] == "sans-tiers"]
    assert [(t["sujet"], t["montant"]) for t in sans] == [
        ("Assets:411-Adherents", "40.00")
    ]


# -- Claims ------------------------------------------------------------------------


def test_a_payment_settles_its_own_account_first(tmp_path: Path) -> None:
    """A sale on 411-Clients, older and of the same amount, waits."""
    vente = (
        '2024-01-02 * "La Forge" "Vente"\n  Assets:411-Clients  100.00 EUR\n'
        "  Income:706-Ventes\n"
    )
    siens = dues(tmp_path, vente + call("100.00") + pay("100.00"))
    assert siens["forge"]["a_regler"] == "0.00"
    siens = dues(
        tmp_path, vente + call("100.00") + pay("100.00").replace("Adherents", "Clients")
    )
    assert siens["forge"]["a_regler"] == "100.00"


def test_the_tiers_of_an_account_is_that_of_its_lines(tmp_path: Path) -> None:
    """An account for one member: a payment without a name is its own."""
    compte = '2020-01-01 open Assets:411-Forge EUR\n  tiers: "forge"\n'
    appel = call("100.00").replace("411-Adherents", "411-Forge")
    paye = pay("60.00", "Virement reçu").replace("411-Adherents", "411-Forge")
    siens = dues(tmp_path, compte + appel + paye)
    assert (siens["forge"]["regle"], siens["forge"]["a_regler"]) == ("60.00", "40.00")


def test_a_loss_with_its_vat_is_cancelled_with_it(tmp_path: Path) -> None:
    """120 with 20 of VAT, lost whole: 100 of commissions are cancelled, none is paid."""
    texte = (
        '2024-06-10 * "La Forge" "Commission"\n  Assets:411-Clients  120.00 EUR\n'
        "  Income:7082-Commissions  -100.00 EUR\n  Liabilities:4457-TVA  -20.00 EUR\n"
        '2024-12-10 * "La Forge" "Perdue"\n  Assets:411-Clients  -120.00 EUR\n'
        "  Expenses:654-Pertes  100.00 EUR\n  Liabilities:4457-TVA  20.00 EUR\n"
    )
    sienne = dues(tmp_path, texte, "commissions")["forge"]
    assert (sienne["annule"], sienne["regle"]) == ("100.00", "0.00")
    assert sienne["a_regler"] == "0.00"


def test_a_shared_loss_and_that_of_one(tmp_path: Path) -> None:
    """60 lost on two claims of 100 are shared; with a tiers, they are of that one."""
    appels = call("100.00") + call("100.00", "Le Moulin")

    def lost(cle: str) -> str:
        return (
            '2024-12-10 * "Pertes"\n  Assets:411-Adherents  -100.00 EUR\n'
            '    tiers: "forge"\n  Assets:411-Adherents  -100.00 EUR\n'
            '    tiers: "moulin"\n  Expenses:654-Pertes  60.00 EUR\n'
            f"{cle}  Assets:512-Banque  140.00 EUR\n"
        )

    siens = dues(tmp_path, appels + lost(""))
    assert [siens[c]["annule"] for c in ("forge", "moulin")] == ["30.00", "30.00"]
    siens = dues(tmp_path, appels + lost('    tiers: "moulin"\n'))
    assert [siens[c]["annule"] for c in ("forge", "moulin")] == ["0.00", "60.00"]


def test_a_rejected_payment_gives_back_a_credit_first(tmp_path: Path) -> None:
    """150 paid for 100, 50 given back: the claim stays paid; 30 more: 30 is open."""
    rendu = (
        '2024-03-10 * "La Forge" "Trop-perçu rendu"\n  Assets:411-Adherents  50.00 EUR\n'
        "  Assets:512-Banque\n"
    )
    debut = call("100.00") + pay("150.00") + rendu
    assert dues(tmp_path, debut)["forge"]["a_regler"] == "0.00"
    encore = rendu.replace("50.00", "30.00")
    assert dues(tmp_path, debut + encore)["forge"]["a_regler"] == "30.00"


def test_what_is_no_more_of_the_pole_is_no_due_of_it(tmp_path: Path) -> None:
    """The body's own dues are in its books, and in no state of the pole."""
    sienne = call("100.00").replace('"Appel"\n', '"Appel"\n  perimetre: "hors-pole"\n')
    siens = dues(tmp_path, sienne + call("10.00", "Le Moulin"))
    assert siens["forge"]["appele"] == "0.00"
    assert siens["forge"]["a_regler"] == "0.00"


# -- Agreements --------------------------------------------------------------------


def agreements(dossier: Path, texte: str, annee: str = "2024") -> dict[str, Any]:
    data = ask(dossier, texte, "conventions", "--exercice", annee)
    return {ligne["convention"]: ligne for ligne in data["conventions"]}


def test_an_amendment_changes_what_it_says_and_no_more(tmp_path: Path) -> None:
    texte = (
        '2024-01-01 custom "ptce-convention" "forum" "etat" 1000.00 EUR\n'
        '  objet: "Forum"\n  fin: 2024-12-31\n'
        '2025-02-01 custom "ptce-convention" "forum" "etat" 600.00 EUR\n'
        "  fin: 2025-06-30\n"
        '2024-03-01 * "Achats"\n  convention: "forum"\n  Expenses:606-Achats  1.00 EUR\n'
        '  Assets:512-Banque\n2025-03-01 * "Achats"\n  Expenses:606-Achats  1.00 EUR\n'
        "  Assets:512-Banque\n"
    )
    avant, apres = (agreements(tmp_path, texte, a)["forum"] for a in ("2024", "2025"))
    assert (avant["accorde"], avant["fin"]) == ("1000.00", "2024-12-31")
    assert (apres["accorde"], apres["accorde_initial"]) == ("600.00", "1000.00")
    assert (apres["fin"], apres["objet"]) == ("2025-06-30", "Forum")


def test_a_key_of_agreements_shares_to_the_cent(tmp_path: Path) -> None:
    """1 000.01 by 0.6 and 0.4: 600.01 and 400.00, each in the périmètre of its own."""
    texte = (
        '2024-01-01 custom "ptce-convention" "une" "etat" 1000.00 EUR\n'
        '  projet: "jardin"\n'
        '2024-01-01 custom "ptce-convention" "autre" "agence" 1000.00 EUR\n'
        '2024-01-01 custom "ptce-cle" "deux"\n  une: 0.6\n  autre: 0.4\n'
        '2024-03-01 * "Plan"\n  cle: "deux"\n  Expenses:606-Achats  1000.01 EUR\n'
        "  Assets:512-Banque\n"
    )
    siennes = agreements(tmp_path, texte)
    assert {c: li["reparti"] for c, li in siennes.items()} == {
        "une": "600.01",
        "autre": "400.00",
    }
    assert siennes["une"]["perimetre"] == "jardin"


def test_a_line_under_a_key_of_agreements_bears_none(tmp_path: Path) -> None:
    livre = tmp_path / "main.beancount"
    livre.write_text(
        TETE + '2024-01-01 custom "ptce-convention" "une" "etat" 1000.00 EUR\n'
        '2024-01-01 custom "ptce-cle" "deux"\n  une: 1\n'
        '2024-03-01 * "Plan"\n  cle: "deux"\n  convention: "une"\n'
        "  Expenses:606-Achats  10.00 EUR\n  Assets:512-Banque\n",
        encoding="utf-8",
    )
    assert [e.code for e in load_livre(livre).errors] == ["AxesContradictoires"]


def test_a_payment_is_never_guessed_between_two(tmp_path: Path) -> None:
    """Two open grants of one funder: nothing says which, and it is told."""
    notifiees = "".join(
        f'2024-01-01 custom "ptce-convention" "{code}" "etat" 500.00 EUR\n'
        f'2024-01-10 * "État" "Notification"\n  convention: "{code}"\n'
        "  Assets:441-Subventions  500.00 EUR\n  Income:741-Subventions\n"
        for code in ("une", "autre")
    )
    verse = (
        '2024-06-10 * "État" "Versement"\n  Assets:441-Subventions  -300.00 EUR\n'
        "  Assets:512-Banque\n"
    )
    siennes = agreements(tmp_path, notifiees + verse)
    assert {li["encaisse"] for li in siennes.values()} == {"0.00"}
    taches = ask(tmp_path, notifiees + verse, "a-faire")["a_faire"]
    sans = [t for t in taches if t["genre"] == "sans-convention"]
    assert [(t["sujet"], t["montant"]) for t in sans] == [
        ("Assets:441-Subventions", "-300.00")
    ]


@pytest.mark.parametrize(
    ("verse", "etats"),
    [
        ("0.00", ["a-faire"] * 2),
        ("400.00", ["fait", "partiel"]),
        ("900.00", ["fait"] * 2),
    ],
)
def test_payments_expected_are_met_in_order(
    tmp_path: Path, verse: str, etats: list[str]
) -> None:
    texte = (
        '2024-01-01 custom "ptce-convention" "forum" "etat" 900.00 EUR\n'
        '2024-03-01 custom "ptce-echeance" "forum" "versement" 300.00 EUR\n'
        '2024-09-01 custom "ptce-echeance" "forum" "versement" 600.00 EUR\n'
        f'2024-02-10 * "État" "Versement"\n  convention: "forum"\n'
        f"  Income:741-Subventions  -{verse} EUR\n  Assets:512-Banque  {verse} EUR\n"
    )
    data = ask(tmp_path, texte, "conventions", "--exercice", "2024")
    assert [e["etat"] for e in data["echeances"]] == etats


def test_public_money_is_capped(tmp_path: Path) -> None:
    """3 000 of costs at 0.8: 2 400, and 100 too many; with 600 in kind, 2 880: none."""
    texte = (
        '2024-01-01 custom "ptce-convention" "serre" "etat" 2500.00 EUR\n'
        '  projet: "jardin"\n  plafond-public: 0.8\n{avec}'
        '2024-02-10 * "État" "Serre"\n  convention: "serre"\n  projet: "jardin"\n'
        "  Income:741-Subventions  -2500.00 EUR\n  Assets:512-Banque\n"
        '2024-03-10 * "Achats"\n  projet: "jardin"\n  Expenses:606-Achats  3000.00 EUR\n'
        "  Assets:512-Banque\n2020-01-01 open Equity:86-Dons EUR\n"
        '2020-01-01 open Equity:87-Dons EUR\n  type: "aides-indirectes"\n'
        '2024-04-10 * "La Forge" "Outils"\n  projet: "jardin"\n'
        "  Equity:86-Dons  600.00 EUR\n  Equity:87-Dons\n"
    )
    trouves = []
    for avec in ("", "  avec-contributions: TRUE\n"):
        data = ask(tmp_path, texte.format(avec=avec), "conventions")
        (plafond,) = data["plafonds"]
        trouves.append(plafond["depassement"])
        assert plafond["maximum"] == "2400.00"
        assert plafond["maximum_avec_contributions"] == "2880.00"
    assert trouves == ["100.00", "0.00"]


def test_de_minimis_is_counted_over_three_years(tmp_path: Path) -> None:
    """A grant of three years before, to the day, is out of the count."""
    texte = "".join(
        f'{jour} custom "ptce-convention" "{code}" "etat" {montant} EUR\n'
        '  regime-aide: "de-minimis"\n'
        for jour, code, montant in (
            ("2021-12-31", "ancienne", "1000.00"),
            ("2022-01-01", "deux", "200.00"),
            ("2024-12-31", "trois", "30.00"),
        )
    )
    data = ask(tmp_path, texte + call("1.00"), "conventions", "--exercice", "2024")
    assert data["de_minimis"] == [
        {
            "regime": "de-minimis",
            "cumul": "230.00",
            "plafond": "300000.00",
            "reste": "299770.00",
        }
    ]


# -- Members -----------------------------------------------------------------------


def test_what_both_sides_say_may_be_a_year_apart(tmp_path: Path) -> None:
    """Said by the member in 2024, booked by the pole in 2025; then a true gap."""
    texte = (
        '2024-12-20 custom "ptce-ca" "forge" 100.00 EUR\n  client: "cellule"\n'
        '2025-01-10 * "La Forge" "Outils"\n  Expenses:606-Achats  100.00 EUR\n'
        "  Assets:512-Banque\n"
    )
    for annee in ("2024", "2025"):
        data = ask(tmp_path, texte + call("1.00"), "membres", "--exercice", annee)
        vendu = [r for r in data["reciproques"] if r["sens"] == "vendu-au-pole"]
        assert [r["constat"] for r in vendu] == ["decalage"]
    seul = texte.replace('"La Forge" "Outils"', '"Un autre" "Outils"')
    data = ask(tmp_path, seul + call("1.00"), "membres", "--exercice", "2024")
    assert data["reciproques"][0]["constat"] == "membre-seul"


def test_what_is_known_and_says_nothing_has_figures(tmp_path: Path) -> None:
    """Zeros of who is declared; a path of nobody leads nowhere."""
    texte = (
        '2024-01-01 custom "ptce-convention" "forum" "etat" 900.00 EUR\n'
        + call("10.00")
        + '2024-12-31 custom "ptce-attendu" "commissions.appele.moulin" 0.00 EUR\n'
        '2024-12-31 custom "ptce-attendu" "cotisations.appele.etat" 0.00 EUR\n'
        '2024-12-31 custom "ptce-attendu" "fonds-dedies.cloture.forum" 0.00 EUR\n'
        '2024-12-31 custom "ptce-attendu" "budget.jardin.realise.64" 0.00 EUR\n'
        '2024-12-31 custom "ptce-attendu" "budget.cellule.realise.ventes.ess" 0.00 EUR\n'
    )
    livre = tmp_path / "main.beancount"
    livre.write_text(TETE + texte, encoding="utf-8")
    assert load_livre(livre).errors == []
    for chemin in (
        "budget.jardin.vote.64",
        "budget.jardin.realise.99",
        "cotisations.appele.x",
    ):
        ligne = f'2024-12-31 custom "ptce-attendu" "{chemin}" 0.00 EUR\n'
        livre.write_text(TETE + texte + ligne, encoding="utf-8")
        assert len(load_livre(livre).errors) == 1


def test_a_commission_from_nobody_known_is_not_dropped(tmp_path: Path) -> None:
    texte = (
        '2024-06-10 * "Inconnu" "Commission"\n  Assets:512-Banque  30.00 EUR\n'
        "  Income:7082-Commissions\n"
    )
    siennes = dues(tmp_path, texte + call("1.00"), "commissions")
    assert (siennes[""]["appele"], siennes[""]["regle"]) == ("30.00", "30.00")


REMORQUE = """2024-01-01 open Assets:218-Materiel EUR
  type: "investissements"
2024-01-01 open Equity:131-Equipement EUR
  type: "subventions-investissement"
2024-01-01 open Income:747-Quote-Part EUR
  type: "hors-ressources"
2024-02-01 custom "ptce-convention" "remorque" "etat" 2880.00 EUR
2024-02-01 * "État" "Remorque, notification"
  convention: "remorque"
  Assets:441-Subventions  2880.00 EUR
  Equity:131-Equipement  -2880.00 EUR
2024-05-20 * "État" "Remorque, premier versement"
  convention: "remorque"
  Assets:441-Subventions  -2000.00 EUR
  Assets:512-Banque  2000.00 EUR
2024-12-31 * "Quote-part"
  convention: "remorque"
  Equity:131-Equipement  432.00 EUR
  Income:747-Quote-Part  -432.00 EUR
"""


def test_an_investment_grant_is_received_as_it_is_paid(tmp_path: Path) -> None:
    """2 880 notified, 2 000 paid: no produit, yet received; its share gives nothing back."""
    une = agreements(tmp_path, REMORQUE)["remorque"]
    assert (une["constate"], une["creance"]) == ("0.00", "880.00")
    assert (une["encaisse"], une["reste_a_percevoir"]) == ("2000.00", "880.00")


def test_a_grant_is_never_released_on_that_of_an_investment(tmp_path: Path) -> None:
    """747 begins with 74 and was used last: the part of the year is a grant, on 741."""
    texte = REMORQUE + (
        '2024-01-01 custom "ptce-convention" "trois-ans" "agence" 3600.00 EUR\n'
        "  debut: 2024-01-01\n  fin: 2026-12-31\n"
        '2024-01-10 * "Agence" "Notification"\n  convention: "trois-ans"\n'
        "  Assets:441-Subventions  3600.00 EUR\n  Liabilities:487-Avance\n"
    )
    livre = tmp_path / "main.beancount"
    livre.write_text(TETE + texte, encoding="utf-8")
    commande = ["conventions", str(livre), "--ecrire"]
    ecrite = CliRunner().invoke(ptce, commande).stdout
    assert "Income:741-Subventions" in ecrite
    assert "-1200.00 EUR" in ecrite
    livre.write_text(TETE + texte + ecrite, encoding="utf-8")
    assert CliRunner().invoke(ptce, commande).stdout == ""


def test_nothing_bought_and_said_so_is_no_silence(tmp_path: Path) -> None:
    """Zero is declared, and is a gap with what the pole counts; without it, silence."""
    donnees = (
        '2024-12-31 custom "ptce-donnees" "{}" 2024\n  achats-pole: 0.00 EUR\n'
    ).format
    texte = call("100.00") + donnees("forge") + donnees("moulin")
    lignes = ask(tmp_path, texte, "membres")["reciproques"]
    assert [tuple(ligne.values()) for ligne in lignes] == [
        ("forge", "achete-au-pole", "100.00", "0.00", "-100.00", "ecart"),
        ("moulin", "achete-au-pole", "0.00", "0.00", "0.00", "concordant"),
    ]


# -- Before the first entry -------------------------------------------------------------


def test_dues_are_called_before_the_first_entry_of_their_year(tmp_path: Path) -> None:
    """On 1 January nothing is booked yet; one year more is nobody's."""
    texte = (
        '2024-01-01 custom "ptce-bareme" "tous"\n  forfait: 100.00 EUR\n'
        + call("100.00")
        + call("100.00", "Le Moulin")
    )
    data = ask(tmp_path, texte, "cotisations", "--exercice", "2025")
    assert [(li["membre"], li["a_appeler"]) for li in data["cotisations"]] == [
        ("forge", "100.00"),
        ("moulin", "100.00"),
    ]
    livre = str(tmp_path / "main.beancount")
    ecrit = CliRunner().invoke(
        ptce, ["cotisations", livre, "--exercice", "2025", "--ecrire"]
    )
    assert ecrit.stdout.count("2025-01-01 * ") == 2
    refus = CliRunner().invoke(ptce, ["cotisations", livre, "--exercice", "2026"])
    assert refus.exit_code == 1
    assert "Aucune écriture en 2026" in refus.stderr


def test_a_budget_is_voted_before_its_year(tmp_path: Path) -> None:
    """Nothing is done: on the eve of the year, all of it is to come."""
    vote = (
        '2025-11-20 custom "ptce-budget" "cellule" "60" 1200.00 EUR\n  exercice: 2026\n'
    )
    for texte in (vote, call("100.00") + vote):
        data = ask(tmp_path, texte, "budget", "--exercice", "2026")
        assert data["au"] == "2025-12-31"
        (ligne,) = data["lignes"]
        assert (ligne["vote"], ligne["realise"]) == ("1200.00", "0.00")
        assert ligne["atterrissage"] == "1200.00"


def test_what_is_declared_alone_is_to_do_at_the_end_of_its_year(tmp_path: Path) -> None:
    """A pole with no entry: it has a last day all the same."""
    texte = (
        '2025-01-10 custom "ptce-ca" "forge" 50.00 EUR\n'
        '2024-01-01 custom "ptce-bareme" "tous"\n  forfait: 100.00 EUR\n'
    )
    data = ask(tmp_path, texte, "a-faire")
    assert (data["au"], data["exercice"]) == ("2025-12-31", 2025)
    assert [(t["genre"], t["sujet"]) for t in data["a_faire"]] == [
        ("a-appeler", "forge"),
        ("a-appeler", "moulin"),
        ("pieces", ""),
    ]


def test_a_flat_commission_is_due_by_each(tmp_path: Path) -> None:
    """Without a base, no base is zero: the row says what is due."""
    texte = (
        '2023-01-01 custom "ptce-bareme" "frais"\n  type: "commissions"\n'
        '  pour: "forge"\n  forfait: 50.00 EUR\n'
    )
    siennes = dues(tmp_path, texte + call("5.00"), "commissions")
    assert {code: ligne["du"] for code, ligne in siennes.items()} == {"forge": "50.00"}


def test_a_line_of_the_book_is_listed_for_what_it_counts(tmp_path: Path) -> None:
    """An advance of 2 000 is a credit of 441: received, it counts for 2 000 in a file too."""
    texte = (
        '2024-01-01 custom "ptce-convention" "atelier" "etat" 5000.00 EUR\n'
        '2024-04-15 * "État" "Avance"\n  convention: "atelier"\n'
        "  Assets:441-Subventions  -2000.00 EUR\n  Assets:512-Banque\n"
    )
    lignes = {
        nom: ask(tmp_path, texte, "faits", "--chiffre", f"conventions.atelier.{nom}")
        for nom in ("encaisse", "creance", "reste-a-percevoir")
    }
    montants = {nom: [li["montant"] for li in lus] for nom, lus in lignes.items()}
    assert montants == {
        "encaisse": ["2000.00"],
        "creance": ["-2000.00"],
        "reste-a-percevoir": ["5000.00", "-2000.00"],
    }


def test_an_unknown_figure_opens_to_nothing(tmp_path: Path) -> None:
    """A grant whose expenses are not tagged: nothing is spent of it that one could tell."""
    texte = '2024-01-01 custom "ptce-convention" "forum" "etat" 900.00 EUR\n'
    livre = tmp_path / "main.beancount"
    livre.write_text(TETE + texte + call("10.00"), encoding="utf-8")
    for chiffre in ("conventions.forum.emploi", "budget.cellule.vote.cotisations"):
        ouvert = CliRunner().invoke(ptce, ["faits", str(livre), "--chiffre", chiffre])
        assert (ouvert.exit_code, ouvert.exception) == (0, None)
        assert ouvert.stdout.splitlines()[0].split() == [chiffre, "—"]


def test_a_budgeted_charge_has_no_origine(tmp_path: Path) -> None:
    livre = tmp_path / "main.beancount"
    livre.write_text(TETE + call("10.00"), encoding="utf-8")
    chiffre = "budget.cellule.realise.64"
    for nom, sortie in ((chiffre, 0), (f"{chiffre}.public", 1)):
        ouvert = CliRunner().invoke(ptce, ["faits", str(livre), "--chiffre", nom])
        assert ouvert.exit_code == sortie


@pytest.mark.parametrize(
    ("jour", "attendu"),
    [
        ("2024-06-30", "2024-06-30"),
        ("30/06/2024", "2024-06-30"),
        ("31/06/2024", "écrivez une date qui existe (2025-03-31)"),
        ("hier", "écrivez une date qui existe (2025-03-31)"),
        ("0001-01-01", "Aucune écriture en 0001"),
    ],
)
def test_a_day_is_asked_in_french(jour: str, attendu: str, tmp_path: Path) -> None:
    livre = tmp_path / "main.beancount"
    livre.write_text(TETE + call("10.00", jour="2024-09-10"), encoding="utf-8")
    vu = CliRunner().invoke(
        ptce, ["budget", str(livre), "--au", jour, "--format", "json"]
    )
    if vu.exit_code == 0:
        assert json.loads(vu.stdout)["au"] == attendu
    else:
        assert attendu in vu.stderr


def test_scales_are_simulated_or_called(tmp_path: Path) -> None:
    bareme = '2024-01-01 custom "ptce-bareme" "tous"\n  forfait: 100.00 EUR\n'
    autre = tmp_path / "bareme.beancount"
    autre.write_text(bareme, encoding="utf-8")
    livre = tmp_path / "main.beancount"
    livre.write_text(TETE + bareme + call("10.00"), encoding="utf-8")
    commande = ["cotisations", str(livre), "--ecrire", "--bareme", str(autre)]
    refus = CliRunner().invoke(ptce, commande)
    assert refus.exit_code == 2
    assert "l’un ou l’autre" in refus.stderr


def test_who_pays_for_others_is_claimed_what_they_are_called(tmp_path: Path) -> None:
    """Dues cashed by a platform: each call is a claim on it, the last one is open.

    The entry earns from members: it is no rejected payment of the platform, and what it
    paid in 2023 stays paid.
    """
    appel = (
        '{}-05-01 * "En ligne" "Appel"\n  Assets:411-Clients  200.00 EUR\n'
        '    tiers: "agence"\n'
        '  Income:756-Cotisations  -100.00 EUR\n    tiers: "forge"\n'
        '  Income:756-Cotisations  -100.00 EUR\n    tiers: "moulin"\n'
    ).format
    paye = pay("200.00", "Agence", "2023-06-01").replace("Adherents", "Clients")
    texte = appel(2023) + paye + appel(2024)
    taches = ask(tmp_path, texte, "a-faire")["a_faire"]
    assert [
        (t["date"], t["sujet"], t["montant"])
        for t in taches
        if t["genre"] == "a-recevoir"
    ] == [("2024-05-01", "agence", "200.00")]
    assert dues(tmp_path, texte)["forge"]["regle"] == "100.00"


def test_the_part_of_a_due_that_is_not_the_poles_is_no_due_of_it(
    tmp_path: Path,
) -> None:
    """100 called, half of it by a key for the body that keeps the books.

    Unpaid, 50 is open for the pole, not 100; paid, 50 is paid; lost, 50 is cancelled.
    """
    appel = (
        '2024-01-01 custom "ptce-cle" "bureau"\n  cellule: 1\n  hors-pole: 1\n'
        '2024-01-10 * "La Forge" "Appel"\n  Assets:411-Adherents  100.00 EUR\n'
        '  Income:756-Cotisations\n    cle: "bureau"\n'
    )
    perdu = pay("100.00").replace("Assets:512-Banque", "Expenses:654-Pertes")
    trouves = [
        dues(tmp_path, appel + suite)["forge"] for suite in ("", pay("100.00"), perdu)
    ]
    assert [(li["appele"], li["a_regler"]) for li in trouves] == [
        ("50.00", "50.00"),
        ("50.00", "0.00"),
        ("50.00", "0.00"),
    ]
    assert [(li["regle"], li["annule"]) for li in trouves] == [
        ("0.00", "0.00"),
        ("50.00", "0.00"),
        ("0.00", "50.00"),
    ]
