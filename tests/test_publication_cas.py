"""What a copy gives of people, point by point: each case is one that was published wrong."""

from __future__ import annotations

import html
import re
import shutil
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from gens import ENTETE
from serveurs import serve_public

from ptce_ledger.analyse.chiffres.retenues import iter_figures
from ptce_ledger.analyse.dossier import Dossier
from ptce_ledger.cli import ptce
from ptce_ledger.lecture.livre import load_livre
from ptce_ledger.mots.euros import is_withheld
from ptce_ledger.pages.liste import PAGES
from ptce_ledger.publication.copie.precedentes import find_copies
from ptce_ledger.publication.fiche import FICHE
from ptce_ledger.publication.fiche import LIVRE
from ptce_ledger.publication.fiche import read_fiche
from ptce_ledger.serveur.financeur.assemblage import PublicationFausseError
from ptce_ledger.serveur.financeur.assemblage import make_site
from ptce_ledger.serveur.financeur.assemblage import open_publication

if TYPE_CHECKING:
    from collections.abc import Sequence

EXEMPLE = Path(__file__).parent.parent / "ledgers" / "exemple"
TOUT = """
2025-12-31 custom "ptce-publication" "region"
  exercices: "tous"
  perimetres: "tous"
  nommes: "amis"
  personnes-minimum: 3
"""
SOUS_CONVENTION = TOUT.replace("  nommes", '  diffusion: "convention"\n  nommes')
#: Six people are employed by the cell.
SIX = '2025-12-31 custom "ptce-emploi" "cellule" 6\n'


def pay(
    combien: str, *dites: str, jour: str = "2025-03-15", perimetre: str = "cellule"
) -> str:
    ou = f'{"perimetre" if perimetre == "cellule" else "projet"}: "{perimetre}"'
    lignes = "".join(f"  {mot}\n" for mot in (ou, *dites))
    return (
        f'{jour} * "Ligne"\n{lignes}  Expenses:641-Salaires  {combien} EUR\n'
        "  Assets:512-Banque\n"
    )


def gift(combien: str, *dites: str, jour: str = "2025-03-15") -> str:
    lignes = "".join(f"  {mot}\n" for mot in ('perimetre: "cellule"', *dites))
    return (
        f'{jour} * "Don"\n{lignes}  Income:754-Dons  -{combien} EUR\n'
        "  Assets:512-Banque\n"
    )


def hours(combien: str, *dites: str, jour: str = "2025-03-15") -> str:
    lignes = "".join(f"  {mot}\n" for mot in ('perimetre: "cellule"', *dites))
    return (
        f'{jour} * "Heures"\n{lignes}  Equity:CVN:86-Benevolat  {combien} HEURE\n'
        f"  Equity:CVN:87-Benevolat  -{combien} HEURE\n"
    )


def people(*codes: str) -> list[str]:
    return [f'personne: "{code}"' for code in codes]


AIDE = """2025-02-01 * "Aide"
  perimetre: "cellule"
  tiers: "region"
  Income:741-Subventions  -5000.00 EUR
  Assets:512-Banque
"""


def publish(
    dossier: Path, *blocs: str, pour: str = "region", vers: str = "copie"
) -> str:
    """Publish a ledger made of some entries; give what the treasurer is told."""
    livre = dossier / "prive.beancount"
    livre.write_text(ENTETE + AIDE + "".join(blocs), encoding="utf-8")
    mots = ["publier", str(livre), "--pour", pour, "-o", str(dossier / vers)]
    resultat = CliRunner().invoke(ptce, mots)
    assert resultat.exit_code == 0, resultat.output
    return resultat.output.replace("\u00a0", " ")


def figures(dossier: Path, annee: int = 2025) -> dict[str, object]:
    livre = load_livre(dossier / LIVRE)
    assert livre.errors == []
    vu = Dossier(livre.releve)
    groupes = vu.synthese(annee).groupes(vu.annexe(annee))
    return {str(adresse): valeur for adresse, valeur in iter_figures(groupes)}


def is_secret(dossier: Path, *adresses: str) -> bool:
    donnes = figures(dossier)
    return all(is_withheld(donnes[adresse]) for adresse in adresses)


CHARGES = "niveau-1/charges/64/montant"


def test_the_jobs_of_a_perimetre_are_those_of_all_its_pay(tmp_path: Path) -> None:
    """Six employees: their pay is told whole, and one salary under an agreement is not."""
    deux = [pay("1800.00"), pay("2400.00", 'convention: "accord"')]
    dit = publish(tmp_path, TOUT, SIX, *deux)
    assert re.search(r"^ +Livre +Publié$", dit, re.MULTILINE)
    assert "\n\nCes chiffres comptent ce qui n’est pas publié" in dit
    donnes = figures(tmp_path / "copie")
    assert donnes[CHARGES] == Decimal("4200.00")
    assert donnes["niveau-1/total/resultat"] == Decimal("800.00")
    depense = donnes["annexe/conventions/accord/depense"]
    assert is_withheld(depense)
    texte = (tmp_path / "copie" / LIVRE).read_text("utf-8")
    assert "4200.00 EUR" in texte
    assert not re.search(r"[^4]2400\.00|1800\.00", texte)


def test_hours_and_gifts_of_goods_are_never_added(tmp_path: Path) -> None:
    """Three people give time, some of them goods under the same type: hours are hours."""
    temps = [hours("4", f'personne: "{qui}"') for qui in ("b-1", "b-2", "b-3")]
    biens = hours("50.00", 'personne: "b-1"').replace("HEURE", "EUR")
    publish(tmp_path, TOUT, *temps, biens)
    donnes = figures(tmp_path / "copie")
    ou = "niveau-1/contributions/contributions-volontaires"
    assert donnes[f"{ou}.particuliers/heures"] == 12


def test_what_people_lend_and_what_goes_back_are_told_apart(tmp_path: Path) -> None:
    """300 lent by three people, 40 given back to three: neither is a net of the other."""
    pret = """2025-0{mois}-01 * "Prêt"
  perimetre: "cellule"
  personnes: 3
  Liabilities:164-Prets  {montant} EUR
  Assets:512-Banque
"""
    blocs = [
        pret.format(mois=mois, montant=montant)
        for mois, montant in ((2, "-300.00"), (5, "40.00"))
    ]
    publish(tmp_path, TOUT, *blocs)
    donnes = figures(tmp_path / "copie")
    ou = "niveau-1/financements/prets.particuliers"
    assert (donnes[f"{ou}/recu"], donnes[f"{ou}/rembourse"]) == (300, 40)


def test_what_one_part_of_the_pole_buys_from_another_stays_so(tmp_path: Path) -> None:
    """The halle pays the cell: both sides are told, and both are taken off the whole."""
    achat = """2025-04-01 * "Refacturation"
  perimetre: "{ou}"
  tiers: "{qui}"
  {compte}  {montant} EUR
  Assets:512-Banque
"""
    blocs = (
        achat.format(
            ou="cellule", qui="halle", compte="Income:707-Ventes", montant="-70.00"
        ),
        achat.format(
            ou="cellule", qui="miel", compte="Expenses:606-Achats", montant="30.00"
        ),
        achat.format(
            ou="cellule", qui="fondation", compte="Expenses:606-Achats", montant="9.00"
        ),
    )
    publish(tmp_path, TOUT, *blocs)
    donnes = figures(tmp_path / "copie")
    assert donnes["niveau-1/total/charges"] == 39
    assert donnes["niveau-2/total/charges_nettes"] == 9


def test_who_pays_most_is_known_and_the_others_have_a_common_name(
    tmp_path: Path,
) -> None:
    """5 000 of 8 000 by the funder; whom the copy does not name is one of a kind."""
    autre = AIDE.replace('"region"', '"fondation"').replace("5000", "3000")
    publish(tmp_path, TOUT, autre)
    copie = tmp_path / "copie"
    donnes = figures(copie)
    dependance = donnes["niveau-1/indicateurs/dependance_premier_financeur"]
    assert dependance == Decimal("0.625")
    declares = re.findall(
        r'custom "ptce-tiers" "(.*?)"', (copie / LIVRE).read_text("utf-8")
    )
    assert declares == ["region", "autres-tiers-prive"]


def test_what_is_withheld_has_no_bound(tmp_path: Path) -> None:
    """Sales without an origin bound what is public, until a gift withholds the whole."""
    vente = gift("4000.00").replace("754-Dons", "707-Ventes")
    for dons, retenu, borne in (
        ([], False, "au-moins"),
        ([gift("10.00", 'personne: "d-1"')], True, ""),
    ):
        publish(tmp_path, TOUT, vente, *dons, vers=f"copie-{len(dons)}")
        copie = tmp_path / f"copie-{len(dons)}" / LIVRE
        vu = Dossier(load_livre(copie).releve)
        chiffre = vu.find(2025, "niveau-1/indicateurs/part_publique")
        assert is_withheld(chiffre.valeur) == retenu
        assert chiffre.borne == borne


def test_three_statuts_are_not_three_people(tmp_path: Path) -> None:
    jobs = "".join(
        f'2025-12-31 custom "ptce-emploi" "cellule" 1\n  statut: "{statut}"\n'
        for statut in ("cree", "maintenu", "mobilise")
    )
    assert "1 personne connue" in publish(tmp_path, TOUT, jobs, pay("1800.00"))
    assert is_secret(tmp_path / "copie", CHARGES, "niveau-1/total/charges")


@pytest.mark.parametrize("mot", ['personne: "s-1"', 'personne: "S 1"'])
def test_a_line_that_says_whose_it_is_is_obeyed(tmp_path: Path, mot: str) -> None:
    """However many jobs are declared: the pay is that of one."""
    lignes = [pay("1800.00", 'personne: "s-1"'), pay("20.00", mot, jour="2025-04-15")]
    publish(tmp_path, TOUT, SIX, *lignes)
    assert is_secret(tmp_path / "copie", CHARGES)


def test_phases_of_too_few_people_are_told_together(tmp_path: Path) -> None:
    """One gift before July, three after: their sum is told, and no phase of it."""
    trois = [gift("100.00", mot, jour="2025-09-01") for mot in people("a", "b", "c")]
    publish(tmp_path, TOUT, gift("77.00", *people("a")), *trois)
    donnes = figures(tmp_path / "copie")
    assert donnes["niveau-1/ressources/dons-mecenat.particuliers/montant"] == 377
    par_phase = [a for a in donnes if "par_phase" in a and a.endswith("/net")]
    dons = [adresse for adresse in par_phase if "dons-mecenat" in adresse]
    assert dons
    assert is_secret(tmp_path / "copie", *dons)
    # Subventions are of nobody: each phase has its own.
    assert (
        donnes["niveau-2/ressources_par_phase/demarrage.subventions.public/net"] == 5000
    )


def test_phases_of_enough_people_are_told_one_by_one(tmp_path: Path) -> None:
    trois = [gift("10.00", mot) for mot in people("a", "b", "c")]
    suite = [gift("100.00", mot, jour="2025-09-01") for mot in people("a", "b", "c")]
    publish(tmp_path, TOUT, *trois, *suite)
    donnes = figures(tmp_path / "copie")
    chemin = "niveau-2/ressources_par_phase/{}.dons-mecenat.particuliers/net"
    assert donnes[chemin.format("demarrage")] == 30
    assert donnes[chemin.format("developpement")] == 300


def test_a_named_payer_of_few_people_is_told_with_the_others(tmp_path: Path) -> None:
    """« Amis » are named: one gift of theirs is told with the gifts of others."""
    autres = [gift("100.00", mot, 'tiers: "clients"') for mot in people("a", "b", "c")]
    publish(tmp_path, TOUT, gift("77.00", *people("d"), 'tiers: "amis"'), *autres)
    donnes = figures(tmp_path / "copie")
    assert donnes["niveau-1/ressources/dons-mecenat.particuliers/montant"] == 377
    rangees = {a: v for a, v in donnes.items() if a.startswith("annexe/financeurs/")}
    particuliers = {a: v for a, v in rangees.items() if "region" not in a}
    assert particuliers
    assert all(is_withheld(valeur) for valeur in particuliers.values())


def test_one_more_person_cannot_be_worked_out_from_two_copies(tmp_path: Path) -> None:
    """Published, then again with one more: withheld, again and again, until it is not."""
    trois = [pay("2000.00", mot) for mot in people("a", "b", "c")]
    publish(tmp_path, TOUT, *trois)
    copie = tmp_path / "copie"
    assert figures(copie)[CHARGES] == 6000
    de_plus = pay("1234.00", 'personne: "d"')
    for _ in range(3):
        dit = publish(tmp_path, TOUT, *trois, de_plus)
        assert "ce qui a changé est de moins de 3 personnes" in dit
        assert "Cellule d’animation · 64 Charges de personnel" in dit
        assert "Copies comparées : copie." in " ".join(dit.split())
        assert is_secret(copie, CHARGES, "niveau-1/total/charges")
        (garde,) = read_fiche(copie).gardees
        assert garde["montant"] == "6000.00"
        assert "7234" not in (copie / LIVRE).read_text("utf-8")
    publish(tmp_path, TOUT, *trois)
    assert figures(copie)[CHARGES] == 6000
    assert read_fiche(copie).gardees == ()


def test_the_months_that_follow_are_told_when_they_are_of_enough(
    tmp_path: Path,
) -> None:
    qui = people("a", "b", "c")
    mars = [pay("2000.00", mot) for mot in qui]
    avril = [pay("2000.00", mot, jour="2025-04-15") for mot in qui]
    publish(tmp_path, TOUT, *mars)
    publish(tmp_path, TOUT, *mars, *avril)
    assert figures(tmp_path / "copie")[CHARGES] == 12_000
    # One line of the months already told was changed: that is somebody's.
    mai = [pay("2000.00", mot, jour="2025-05-15") for mot in qui]
    publish(tmp_path, TOUT, *mars, *avril[:2], avril[2].replace("2000", "2100"), *mai)
    assert is_secret(tmp_path / "copie", CHARGES)


def test_jobs_do_not_tell_how_many_months_of_pay_are_new(tmp_path: Path) -> None:
    """Six people are paid in March; of those paid in April nothing is known."""
    publish(tmp_path, TOUT, SIX, pay("9000.00"))
    assert figures(tmp_path / "copie")[CHARGES] == 9000
    publish(tmp_path, TOUT, SIX, pay("9000.00"), pay("1500.00", jour="2025-04-15"))
    assert is_secret(tmp_path / "copie", CHARGES)


def test_a_job_more_is_not_told_either(tmp_path: Path) -> None:
    publish(tmp_path, TOUT, SIX, pay("9000.00"))
    assert figures(tmp_path / "copie")["niveau-1/etp/mobilise"] == 6
    dit = publish(tmp_path, TOUT, SIX.replace("6", "7"), pay("9000.00"))
    assert "Emplois · Mobilisé" in dit
    assert is_secret(tmp_path / "copie", "niveau-1/etp/mobilise")
    publish(tmp_path, TOUT, SIX.replace("6", "9"), pay("9000.00"))
    assert figures(tmp_path / "copie")["niveau-1/etp/mobilise"] == 9


def test_what_another_funder_was_given_is_compared_too(tmp_path: Path) -> None:
    fondation = TOUT.replace('"region"', '"fondation"')
    trois = [hours("10", mot) for mot in people("a", "b", "c")]
    publish(tmp_path, TOUT, *trois)
    de_plus = hours("7", 'personne: "d"')
    dit = publish(
        tmp_path, fondation, *trois, de_plus, pour="fondation", vers="fondation"
    )
    assert "ce qui a changé" in dit
    heures = "niveau-1/contributions/contributions-volontaires.particuliers/heures"
    assert is_secret(tmp_path / "fondation", heures)
    # Its own copy does not know the sum that it never was given.
    assert read_fiche(tmp_path / "fondation").gardees == ()


def test_a_copy_that_cannot_be_read_stops_all(tmp_path: Path) -> None:
    publish(tmp_path, TOUT, pay("9000.00"))
    principal = tmp_path / "copie" / LIVRE
    principal.write_text(principal.read_text("utf-8") + "\nfaux\n", encoding="utf-8")
    livre = str(tmp_path / "prive.beancount")
    mots = ["publier", livre, "--pour", "region", "-o", str(tmp_path / "copie")]
    resultat = CliRunner().invoke(ptce, mots)
    assert resultat.exit_code == 1
    assert "ne se lit pas" in resultat.output


def test_a_card_without_a_book_gave_nothing(tmp_path: Path) -> None:
    """A copy of which only the card is left, beside, stops nothing."""
    publish(tmp_path, TOUT, pay("9000.00"), vers="ancienne")
    (tmp_path / "ancienne" / LIVRE).unlink()
    publish(tmp_path, TOUT, pay("9000.00"))
    (copie,) = find_copies(tmp_path / "copie", "bocage")
    assert copie.dossier == tmp_path / "copie"


@pytest.mark.parametrize("mot", ["ptce.css", "site.css", "Synth"])
def test_a_word_of_the_tool_is_nobody_s_secret(tmp_path: Path, mot: str) -> None:
    """Nor is a part of one of its words: who wrote it in the books can publish them."""
    publish(tmp_path, TOUT, pay("9000.00").replace("Ligne", mot))
    assert mot in "".join(
        c.read_text("utf-8") for c in (tmp_path / "copie").rglob("*") if c.is_file()
    )


PARTIE = TOUT.replace('"tous"\n  nommes', '"halle"\n  nommes')
DEDANS = pay("9000.00", *people("a"), perimetre="halle")
DEHORS = (
    pay("100.00", perimetre="miel"),
    gift("50.00"),
    """2025-05-01 * "Achat"
  projet: "miel"
  Expenses:606-Achats  12.00 EUR
  Assets:512-Banque
""",
)


@pytest.mark.parametrize("rang", range(len(DEHORS)))
def test_a_part_of_the_pole_tells_nothing_of_the_rest(
    tmp_path: Path, rang: int
) -> None:
    """Whether there is something elsewhere, and how much: the copy is the same."""
    arbres = []
    for nom, dehors in (("sans", ""), ("avec", DEHORS[rang])):
        (tmp_path / nom).mkdir()
        publish(tmp_path / nom, PARTIE, DEDANS, dehors)
        copie = tmp_path / nom / "copie"
        fichiers = (c for c in sorted(copie.rglob("*")) if c.is_file())
        arbres.append({str(c.relative_to(copie)): c.read_bytes() for c in fichiers})
    assert arbres[0] == arbres[1]
    # A zero of the whole pole is not given: it would tell that there is none elsewhere.
    assert is_secret(copie, "niveau-2/total/hors_ressources", "niveau-3/total/charges")


def test_a_part_of_the_pole_opens_on_what_it_shows(tmp_path: Path) -> None:
    achat = DEHORS[2].replace("miel", "halle")
    publish(tmp_path, PARTIE, achat, DEDANS)
    site = tmp_path / "copie" / "site"
    page = html.unescape((site / "index.html").read_text("utf-8"))
    texte = re.sub(r"<[^>]+>", " ", page).replace("\u00a0", " ")
    assert texte.count("Le reste du pôle n’y est pas") == 1
    assert texte.count("« s. » (secret)") == 1
    titres = re.findall(r"<h2[^>]*>(.*?)</h2>", page)
    assert titres[0] == "La halle"
    assert not any("Niveau 2" in titre for titre in titres)
    noms = {chemin.stem for chemin in (site / "fr" / "2025").glob("*.html")}
    assert "controle" not in noms
    with serve_public(tmp_path / "copie") as client:
        pages = {p: client.ask(f"/{client.slug}/extension/{p}/") for p in PAGES}
        assert [p for p, reponse in pages.items() if reponse.statut == 404] == [
            "Cellule",
            "Membres",
            # What is the treasurer's own is in no copy.
            *(code for code, page in PAGES.items() if not page.copie),
            "Controle",
        ]


def _bars(page: str) -> Sequence[str]:
    return re.findall(r'<rect[^>]*class="(?:serie-\d|neutre)"', page)


def test_what_is_withheld_is_hatched_and_never_a_bar(tmp_path: Path) -> None:
    publish(tmp_path, TOUT, gift("77.00", *people("a")))
    page = (tmp_path / "copie" / "site" / "fr" / "2025" / "cellule.html").read_text()
    (dessin,) = re.findall(r"<svg[^>]*ptce-graphique.*?</svg>", page, re.DOTALL)[:1]
    # Two origins in the legend, one bar: that of the grant.
    assert len(_bars(dessin)) == 3
    assert dessin.count('class="retenu"') == 1
    assert "Dons et mécénat : une partie n’est pas donnée" in dessin.replace(
        "\u00a0", " "
    )


def test_an_agreement_gives_the_pay_of_each_perimetre_and_no_more(
    tmp_path: Path,
) -> None:
    """Two employees: their pay is told to who pays for it, a volunteer's time is not."""
    lignes = [
        pay("1800.00", 'personne: "s-1"', 'convention: "accord"'),
        pay("2400.00", 'personne: "s-2"', jour="2025-09-15"),
        hours("12", 'personne: "b-1"'),
        gift("40.00", 'personne: "d-1"'),
    ]
    publish(tmp_path, SOUS_CONVENTION, *lignes)
    copie = tmp_path / "copie"
    donnes = figures(copie)
    assert donnes[CHARGES] == donnes["niveau-1/total/charges"] == 4200
    assert donnes["niveau-2/total/charges_nettes"] == 4200
    assert is_secret(
        copie,
        "niveau-1/contributions/contributions-volontaires.particuliers/heures",
        "niveau-1/ressources/dons-mecenat.particuliers/montant",
        "annexe/conventions/accord/depense",
    )
    texte = "".join(c.read_text("utf-8") for c in copie.rglob("*") if c.is_file())
    for tu in ("1800.00", "2400.00", "1\u202f800", "2\u202f400", "s-1", "b-1"):
        assert tu not in texte
    # One more employee is told as well: the funder sees the change of what it pays.
    publish(tmp_path, SOUS_CONVENTION, *lignes, pay("500.00", 'personne: "s-3"'))
    assert figures(copie)[CHARGES] == 4700


def test_what_an_agreement_gave_is_compared_but_for_pay(tmp_path: Path) -> None:
    """Volunteers of an agreement's copy are remembered; the pay that it follows is not."""
    donnes = [gift("40.00", f'personne: "{qui}"') for qui in ("d-1", "d-2", "d-3")]
    publish(tmp_path, SOUS_CONVENTION, *donnes, pay("9000.00", 'personne: "s-1"'))
    (copie,) = find_copies(tmp_path / "copie", "bocage")
    assert {(masse.nature, masse.type) for masse in copie.masses} == {
        ("produit", "dons-mecenat")
    }


def test_what_an_agreement_gives_has_a_cover_and_no_site(tmp_path: Path) -> None:
    publish(tmp_path, SOUS_CONVENTION, pay("1800.00"))
    copie = tmp_path / "copie"
    assert read_fiche(copie).diffusion == "convention"
    assert not (copie / "site").exists()
    page = html.unescape((copie / "remise" / "index.html").read_text("utf-8"))
    texte = re.sub(r"<[^>]+>", " ", page).replace("\u00a0", " ")
    assert "Copie remise sous convention" in texte
    assert "Région" in texte
    assert "accord · 90\u202f000,00 €" in texte
    assert "ne la mettez pas en ligne" in texte
    for chemin in (copie / "remise").rglob("*.html"):
        lue = chemin.read_text("utf-8")
        assert '<meta name="robots" content="noindex' in lue
        assert "au titre de" in lue or "under" in lue, chemin


def test_what_an_agreement_gives_is_served_by_links_only(tmp_path: Path) -> None:
    publish(tmp_path, SOUS_CONVENTION, pay("1800.00"))
    mots = ["servir", "--public", str(tmp_path / "copie"), "--sans-lien"]
    resultat = CliRunner().invoke(ptce, mots)
    assert resultat.exit_code == 1
    assert "qu’à qui a un lien" in resultat.output.replace("\u00a0", " ")
    with pytest.raises(PublicationFausseError):
        make_site(open_publication(tmp_path / "copie"), port=5001)


def test_a_copy_that_becomes_one_of_an_agreement_closes_its_server(
    tmp_path: Path,
) -> None:
    """Who serves a public copy without links does not go on with what replaces it."""
    publish(tmp_path, TOUT, pay("1800.00"))
    publish(tmp_path, SOUS_CONVENTION, pay("1800.00"), vers="autre")
    publication = open_publication(tmp_path / "copie")
    site = make_site(publication, port=5001)
    assert _ask(site) == 200
    suivante = open_publication(tmp_path / "autre")
    publication.versions.ledger = suivante.versions.ledger
    assert _ask(site) == 403


def _ask(site: object) -> int:
    from werkzeug.test import Client  # noqa: PLC0415

    client = Client(site)  # type: ignore[arg-type]
    return client.get(
        "/bocage/extension/Synthese/", base_url="http://127.0.0.1:5001"
    ).status_code


def test_no_agreement_no_copy_under_one(tmp_path: Path) -> None:
    livre = tmp_path / "prive.beancount"
    dit = SOUS_CONVENTION.replace('"region"', '"fondation"')
    livre.write_text(ENTETE + AIDE + dit, encoding="utf-8")
    mots = ["publier", str(livre), "--pour", "fondation", "-o", str(tmp_path / "c")]
    resultat = CliRunner().invoke(ptce, mots)
    assert resultat.exit_code == 1
    assert "aucune « ptce-convention »" in resultat.output.replace("\u00a0", " ")
    assert not (tmp_path / "c").exists()


def test_both_languages_give_the_same_numbers(tmp_path: Path) -> None:
    """What a page gives in English it gives in French, and nothing besides."""
    livre = shutil.copytree(EXEMPLE, tmp_path / "pole")
    mots = ["publier", str(livre), "--pour", "region", "-o", str(tmp_path / "region")]
    assert CliRunner().invoke(ptce, mots).exit_code == 0
    site = tmp_path / "region" / "site"
    pages = sorted((site / "fr").rglob("*.html"))
    assert len(pages) > 30
    for page in pages:
        autre = site / "en" / page.relative_to(site / "fr")
        assert _numbers(page) == _numbers(autre), page


def _numbers(page: Path) -> list[str]:
    """List the digits of each figure of a page, however they are set."""
    cellules = re.findall(
        r"<(?:td|dd)[^>]*>(.*?)</(?:td|dd)>", page.read_text("utf-8"), re.DOTALL
    )
    textes = (html.unescape(re.sub(r"<[^>]+>", "", cellule)) for cellule in cellules)
    chiffres = (re.sub(r"[^\d]", "", texte) for texte in textes)
    return sorted(nombre for nombre in chiffres if nombre)


def test_the_card_of_an_older_version_is_read(tmp_path: Path) -> None:
    """It says neither what was given before nor until when: what changed is withheld."""
    trois = [pay("2000.00", mot) for mot in people("a", "b", "c")]
    publish(tmp_path, TOUT, *trois)
    fiche = tmp_path / "copie" / FICHE
    texte = fiche.read_text("utf-8")
    fiche.write_text(
        re.sub(r',\s*"diffusion".*', "\n}\n", texte, flags=re.DOTALL), encoding="utf-8"
    )
    assert read_fiche(tmp_path / "copie").arrete_au == ""
    suite = [pay("2000.00", mot, jour="2025-09-15") for mot in people("a", "b", "c")]
    publish(tmp_path, TOUT, *trois, *suite)
    assert is_secret(tmp_path / "copie", CHARGES)
