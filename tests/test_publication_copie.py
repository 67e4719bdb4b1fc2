"""What a funder may see: the figures of the books or none, and no private word."""

from __future__ import annotations

import html
import itertools
import json
import re
import shutil
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import canaris
import pytest
from click.testing import CliRunner
from hypothesis import assume
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from serveurs import serve_public
from strategies import Pole
from strategies import poles

from ptce_ledger.analyse.chiffres.retenues import iter_figures
from ptce_ledger.analyse.dossier import Dossier
from ptce_ledger.cli import ptce
from ptce_ledger.lecture.livre import load_livre
from ptce_ledger.mots.euros import is_withheld
from ptce_ledger.pages.liste import PAGES
from ptce_ledger.publication.copie import publier
from ptce_ledger.publication.copie.fuites import find_leaks
from ptce_ledger.publication.copie.livre import place_parts
from ptce_ledger.publication.copie.livre import write_livre
from ptce_ledger.publication.copie.permission import Permission
from ptce_ledger.publication.copie.permission import read_permission
from ptce_ledger.publication.copie.rapprochement import reconcile
from ptce_ledger.publication.fiche import FICHE
from ptce_ledger.publication.fiche import LIVRE
from ptce_ledger.publication.fiche import Fiche
from ptce_ledger.publication.fiche import read_fiche

if TYPE_CHECKING:
    from click.testing import Result

    from ptce_ledger.analyse.chiffres.adresse import Adresse
    from ptce_ledger.faits.releve import Releve
    from ptce_ledger.lecture.livre import Livre

EXEMPLE = Path(__file__).parent.parent / "ledgers" / "exemple"
DIT = """
2025-12-31 custom "ptce-publication" "region"
  exercices: "tous"
  perimetres: "tous"
"""


def run(*mots: str | Path) -> Result:
    return CliRunner().invoke(ptce, [str(mot) for mot in mots])


def tree(dossier: Path) -> dict[str, bytes]:
    return {
        chemin.relative_to(dossier).as_posix(): chemin.read_bytes()
        for chemin in sorted(dossier.rglob("*"))
        if chemin.is_file()
    }


def figures(releve: Releve, exercice: int) -> dict[str, object]:
    dossier = Dossier(releve)
    groupes = dossier.synthese(exercice).groupes(dossier.annexe(exercice))
    return {str(adresse): valeur for adresse, valeur in iter_figures(groupes)}


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The publication of the example pole for its Region."""
    dossier = tmp_path_factory.mktemp("publication") / "region"
    resultat = run("publier", EXEMPLE, "--pour", "region", "-o", dossier)
    assert resultat.exit_code == 0, resultat.output
    return dossier


@pytest.fixture(scope="module")
def cage(tmp_path_factory: pytest.TempPathFactory) -> tuple[canaris.Canaris, Path]:
    """A pole full of canaries, and its publication."""
    racine = tmp_path_factory.mktemp("canaris")
    pole = canaris.write_livre(racine)
    dossier = racine / "publie"
    resultat = run("publier", pole.livre, "--pour", canaris.FINANCEUR, "-o", dossier)
    assert resultat.exit_code == 0, resultat.output
    return pole, dossier


def test_every_figure_is_that_of_the_books_or_is_withheld(region: Path) -> None:
    prive = load_livre(EXEMPLE).releve
    public = load_livre(region / LIVRE)
    assert public.errors == []
    egaux = retenus = 0
    for exercice in (2023, 2024, 2025):
        attendus = figures(prive, exercice)
        for adresse, valeur in figures(public.releve, exercice).items():
            if adresse in attendus and isinstance(valeur, Decimal | int):
                retenus += is_withheld(valeur)
                egaux += valeur == attendus[adresse]
                assert is_withheld(valeur) or valeur == attendus[adresse], adresse
    assert egaux > 1200
    assert 0 < retenus < 100


def test_the_last_year_is_published_whole(region: Path) -> None:
    """Where enough people are behind each line, the levels are those of the books."""
    prive = Dossier(load_livre(EXEMPLE).releve, "").synthese(2025)
    public = Dossier(load_livre(region / LIVRE).releve, "").synthese(2025)
    for numero in (1, 2, 3):
        attendu, trouve = prive.niveau(numero), public.niveau(numero)
        assert trouve.figure("total", "charges") == attendu.figure("total", "charges")
        lignes = [t.lignes for t in trouve.tableaux if t.code == "ressources"]
        assert [[(li.cles, li.valeurs) for li in ls] for ls in lignes] == [
            [(li.cles, li.valeurs) for li in t.lignes]
            for t in attendu.tableaux
            if t.code == "ressources"
        ]


def test_two_salaries_of_the_cell_are_withheld_and_all_that_rests_on_them(
    region: Path,
) -> None:
    """In 2023 the cell has two employees: their pay cannot be worked out."""
    chiffres = figures(load_livre(region / LIVRE).releve, 2023)
    for adresse in (
        "niveau-1/charges/64/montant",
        "niveau-1/total/charges",
        "niveau-1/total/resultat",
        "niveau-1/indicateurs/couverture_animation",
        "niveau-2/charges/64/montant",
        "niveau-2/total/charges_nettes",
        "niveau-3/indicateurs/euros_de_projet_par_euro_de_cellule",
        "controle/bouclage/charges_faits",
        "controle/bouclage/charges_beancount",
    ):
        assert is_withheld(chiffres[adresse]), adresse
    assert chiffres["niveau-1/total/ressources"] == Decimal("118138.00")
    assert chiffres["niveau-1/charges/61/montant"] != 0


def test_a_lone_salary_cannot_be_worked_out(
    cage: tuple[canaris.Canaris, Path],
) -> None:
    """It is no figure, nor the sum or the difference of two figures."""
    _, dossier = cage
    chiffres = figures(load_livre(dossier / LIVRE).releve, 2025)
    connus = {
        v for v in chiffres.values() if isinstance(v, Decimal) and not is_withheld(v)
    }
    assert len(connus) > 10
    paires = itertools.combinations(connus, 2)
    calculs = {abs(v) for v in connus} | {
        abs(v) for a, b in paires for v in (a - b, a + b)
    }
    assert Decimal(canaris.SALAIRE) not in calculs


def test_no_canary_is_in_what_is_published(
    cage: tuple[canaris.Canaris, Path],
) -> None:
    pole, dossier = cage
    assert len(set(pole.mots)) >= 200
    lus = tree(dossier)
    assert len(lus) > 20
    for nom, contenu in lus.items():
        texte = (nom + contenu.decode()).casefold()
        assert [mot for mot in pole.mots if mot in texte] == [], nom
        assert canaris.SALAIRE not in texte.replace("\u202f", "").replace(",", "."), nom


def test_no_canary_is_in_what_is_served(
    cage: tuple[canaris.Canaris, Path],
) -> None:
    """Every page of the funder's server, each axis, each figure that it opens."""
    pole, dossier = cage
    fiche = read_fiche(dossier)
    with serve_public(dossier) as client:
        # What members bring, and the controls, are of the whole pole.
        adresses = [
            f"/{fiche.pole}/extension/{page}/"
            for page in PAGES
            if page not in ("Membres", "Controle") and PAGES[page].copie
        ]
        vues: dict[str, str] = {}
        while adresses:
            adresse = adresses.pop()
            reponse = client.ask(adresse)
            assert reponse.statut == 200, adresse
            entetes = " ".join(f"{n}: {v}" for n, v in reponse.entetes.items())
            vues[adresse] = entetes + reponse.texte
            liens = re.findall(r'href="([^"#]*)', reponse.texte)
            for lien in map(html.unescape, liens):
                suite = urljoin(adresse, lien)
                if "/extension/" in suite and suite not in vues:
                    adresses.append(suite)
    assert len(vues) > 100
    tout = "\n".join(vues.values()).casefold()
    assert [mot for mot in pole.mots if mot in tout] == []
    assert str(dossier.parent).casefold() not in tout
    nombres = tout.replace("\u202f", "").replace(",", ".")
    assert canaris.SALAIRE not in nombres


def test_each_canary_would_be_found(
    cage: tuple[canaris.Canaris, Path], tmp_path: Path
) -> None:
    """The check that guards a publication sees every private word, one by one."""
    pole, dossier = cage
    livre = load_livre(pole.livre)
    permission = read_permission(livre.registre, canaris.FINANCEUR, [2025])
    copie = shutil.copytree(dossier, tmp_path / "copie")
    assert publier.verify(livre, permission, copie) == []
    mots = [*pole.mots, str(pole.livre), str(pole.livre.parent)]
    for rang, mot in enumerate(mots):
        page = f'<p title="{mot}">…</p>' if rang % 2 else f"<p>Le {mot.upper()}.</p>"
        (copie / f"page-{rang}.html").write_text(page, encoding="utf-8")
    trouvees = {f.fichier for f in publier.verify(livre, permission, copie)}
    perdus = {
        mots[rang] for rang in range(len(mots)) if f"page-{rang}.html" not in trouvees
    }
    # A word of a longer sentence, the name of a file alone, the inside of a document:
    # they are looked for as a sentence, as a path, and never published.
    textes = "\n".join(
        chemin.relative_to(pole.livre.parent.parent).as_posix()
        + "\n".join(
            ligne
            for ligne in chemin.read_bytes().decode().splitlines()
            if ligne.startswith((";", "%PDF")) or " query " in ligne
        )
        for chemin in pole.livre.parent.rglob("*.*")
    )
    assert {mot for mot in perdus if mot not in textes} == set()
    assert len(perdus) < 10
    principal = copie / LIVRE
    ecrit = principal.read_text("utf-8")
    trahi = re.sub(
        r"  0 EUR\n    retenu", f"  {canaris.SALAIRE} EUR\n    retenu", ecrit, count=1
    )
    assert trahi != ecrit
    principal.write_text(trahi, encoding="utf-8")
    fuites = {f.mot for f in publier.verify(livre, permission, copie)}
    assert canaris.SALAIRE in fuites


def test_the_command_checks_a_folder_already_published(
    cage: tuple[canaris.Canaris, Path], tmp_path: Path
) -> None:
    pole, dossier = cage
    ordre = ("publier", pole.livre, "--pour", canaris.FINANCEUR, "--verifier", "-o")
    assert run(*ordre, dossier).exit_code == 0
    copie = shutil.copytree(dossier, tmp_path / "copie")
    page = copie / "site" / "index.html"
    prive = next(e for e in load_livre(pole.livre).entries if hasattr(e, "payee")).payee
    page.write_text(page.read_text("utf-8") + prive, encoding="utf-8")
    avant = tree(copie)
    resultat = run(*ordre, copie)
    assert resultat.exit_code == 1
    assert prive in resultat.output
    assert "site/index.html" in resultat.output
    assert tree(copie) == avant


def test_nothing_is_published_by_default(tmp_path: Path) -> None:
    sortie = tmp_path / "publie"
    resultat = run("publier", EXEMPLE, "--pour", "departement", "-o", sortie)
    assert resultat.exit_code == 1
    assert 'custom "ptce-publication" "departement"' in resultat.output
    assert not sortie.exists()
    inconnu = run("publier", EXEMPLE, "--pour", "personne-ici", "-o", sortie)
    assert inconnu.exit_code == 1
    assert "ni un tiers ni un membre" in inconnu.output
    assert not sortie.exists()


@pytest.mark.parametrize("manque", ["exercices", "perimetres"])
def test_what_is_not_listed_is_not_published(tmp_path: Path, manque: str) -> None:
    livre = tmp_path / "pole"
    shutil.copytree(EXEMPLE, livre)
    cles = {"exercices": '"2025"', "perimetres": '"cellule"'}
    del cles[manque]
    dit = "".join(f"  {nom}: {valeur}\n" for nom, valeur in cles.items())
    with (livre / "registre.beancount").open("a", encoding="utf-8") as registre:
        registre.write(f'2025-12-31 custom "ptce-publication" "etat"\n{dit}')
    resultat = run("publier", livre, "--pour", "etat", "-o", tmp_path / "publie")
    assert resultat.exit_code == 1
    assert f"« {manque}: »" in resultat.output.replace("\u00a0", " ")


def test_a_funder_of_one_project_sees_that_project_alone(tmp_path: Path) -> None:
    sortie = tmp_path / "publie"
    resultat = run("publier", EXEMPLE, "--pour", "fondation", "-o", sortie)
    assert resultat.exit_code == 0, resultat.output
    public = load_livre(sortie / LIVRE)
    assert {f.projet for f in public.releve.iter_facts()} == {"velo-cargo"}
    assert "legumerie" not in (sortie / LIVRE).read_text("utf-8")
    chiffres = figures(public.releve, 2025)
    assert is_withheld(chiffres["niveau-1/total/ressources"])
    assert is_withheld(chiffres["niveau-2/total/net"])
    prive = figures(load_livre(EXEMPLE).releve, 2025)
    ressources = "niveau-3.velo-cargo/total/ressources"
    assert chiffres[ressources] == prive[ressources]


def test_an_older_publication_stays_when_the_new_one_fails(
    region: Path, tmp_path: Path
) -> None:
    sortie = tmp_path / "publie"
    shutil.copytree(region, sortie)
    avant = tree(sortie)
    faux = tmp_path / "faux"
    shutil.copytree(EXEMPLE, faux)
    with (faux / "2025.beancount").open("a", encoding="utf-8") as fichier:
        fichier.write('\n2025-12-31 * "Faux"\n  Income:Ventes  -1.00 EUR\n')
    resultat = run("publier", faux, "--pour", "region", "-o", sortie)
    assert resultat.exit_code == 1
    assert "chiffres égaux" not in resultat.output
    assert tree(sortie) == avant
    assert [chemin.name for chemin in tmp_path.iterdir()] != []
    assert not [chemin for chemin in tmp_path.iterdir() if chemin.name[0] == "."]


def test_the_same_books_give_the_same_bytes_and_replace_the_former(
    region: Path, tmp_path: Path
) -> None:
    sortie = tmp_path / "region"
    shutil.copytree(region, sortie)
    (sortie / "site" / "perimee.html").write_text("vieille page", encoding="utf-8")
    assert run("publier", EXEMPLE, "--pour", "region", "-o", sortie).exit_code == 0
    assert tree(sortie) == tree(region)


def test_a_funder_s_folder_is_not_given_to_another(
    region: Path, tmp_path: Path
) -> None:
    sortie = shutil.copytree(region, tmp_path / "region")
    avant = tree(sortie)
    for ordre in ((), ("--verifier",)):
        resultat = run("publier", EXEMPLE, "--pour", "fondation", "-o", sortie, *ordre)
        assert resultat.exit_code == 1
        assert "pour « region »" in resultat.output.replace("\u00a0", " ")
    assert tree(sortie) == avant


def test_an_equal_amount_elsewhere_is_no_leak(tmp_path: Path) -> None:
    """An amount withheld here may be a change, a sum or a price there."""
    livre = tmp_path / "pole"
    shutil.copytree(EXEMPLE, livre)
    with (livre / "registre.beancount").open("a", encoding="utf-8") as registre:
        registre.write(
            '2025-12-31 custom "ptce-publication" "etat"\n'
            '  exercices: "tous"\n  perimetres: "tous"\n'
        )
    resultat = run("publier", livre, "--pour", "etat", "-o", tmp_path / "etat")
    assert resultat.exit_code == 0, resultat.output


def test_those_who_are_gathered_are_shown_whole_or_not_at_all(tmp_path: Path) -> None:
    """Of a part of the pole, what members bring in all cannot be told."""
    sortie = tmp_path / "publie"
    assert run("publier", EXEMPLE, "--pour", "fondation", "-o", sortie).exit_code == 0
    chiffres = figures(load_livre(sortie / LIVRE).releve, 2025)
    reunis = {a: v for a, v in chiffres.items() if "autres-" in a}
    assert len(reunis) > 10
    assert all(is_withheld(v) for v in reunis.values() if isinstance(v, Decimal))


def test_a_copy_says_what_it_shows_and_claims_nothing_of_the_rest(
    region: Path, tmp_path: Path
) -> None:
    sortie = tmp_path / "publie"
    assert run("publier", EXEMPLE, "--pour", "fondation", "-o", sortie).exit_code == 0
    pages = {
        chemin.name: chemin.read_text("utf-8").replace("\u00a0", " ")
        for chemin in (sortie / "site" / "fr" / "2025").glob("*.html")
    }
    assert "Elle ne montre que : Livraison à vélo-cargo." in pages["synthese.html"]
    # What members bring, and what the cell costs, is not of this project.
    assert not {"membres.html", "cellule.html"} & {*pages}
    assert "projets.html" in pages
    with serve_public(sortie) as client:
        nom = client.slug
        statuts = {
            page: client.ask(f"/{nom}/extension/{page}/").statut for page in PAGES
        }
    assert {page for page, statut in statuts.items() if statut == 404} == {
        "Cellule",
        "Membres",
        "Controle",
        *(code for code, page in PAGES.items() if not page.copie),
    }
    tout = "".join(pages.values())
    for faux in ("Aucun échange", "Aucun projet", "Tout est ventilé", "ptce faits"):
        assert faux not in tout, faux
    entiere = (region / "site" / "fr" / "2025" / "synthese.html").read_text("utf-8")
    assert "Elle montre tout le pôle." in entiere
    lignes = "".join(
        chemin.read_text("utf-8")
        for chemin in (region / "site" / "fr" / "2025").glob("lignes-*.html")
    )
    assert "Les sommes qui le composent" in lignes
    for prive in ("ptce faits", "publication.beancount", "Income:", "31/12/2025"):
        assert prive not in lignes, prive


def test_an_exercice_that_is_not_kept_is_said(tmp_path: Path) -> None:
    livre = tmp_path / "pole"
    shutil.copytree(EXEMPLE, livre)
    with (livre / "registre.beancount").open("a", encoding="utf-8") as registre:
        registre.write(
            '2025-12-31 custom "ptce-publication" "etat"\n'
            '  exercices: "2031"\n  perimetres: "tous"\n'
        )
    resultat = run("publier", livre, "--pour", "etat", "-o", tmp_path / "etat")
    assert resultat.exit_code == 1
    assert "2023, 2024, 2025" in resultat.output


def test_somebody_s_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "lettre.txt").write_text("à garder", encoding="utf-8")
    resultat = run("publier", EXEMPLE, "--pour", "region", "-o", tmp_path)
    assert resultat.exit_code == 1
    assert "n’est pas une publication" in resultat.output.replace("\u00a0", " ")
    assert tree(tmp_path) == {"lettre.txt": "à garder".encode()}


def test_the_card_says_for_whom_and_nothing_private(region: Path) -> None:
    fiche = json.loads((region / FICHE).read_text("utf-8"))
    assert list(fiche) == list(Fiche._fields)
    lue = read_fiche(region)
    assert lue[:3] == ("ambrelle", "region", (2023, 2024, 2025))
    listes = {nom: tuple(fiche[nom]) for nom in ("exercices", "gardees")}
    assert lue._asdict() == {**fiche, **listes}


def _publish(livre: Livre, permission: Permission, dossier: Path) -> Livre:
    """Write and load the published ledger, its wrong figures withheld."""
    prive = Dossier(livre.releve)
    contenu = publier.gather(prive, permission)
    principal = dossier / "publie.beancount"
    retenus: dict[int, set[Adresse]] = {}
    # Withholding a cell changes no other: the second copy is right.
    for _ in range(2):
        texte = write_livre(livre.registre, permission, contenu, retenus)
        principal.write_text(texte, encoding="utf-8")
        public = load_livre(principal)
        assert [erreur.message for erreur in public.errors] == []
        lieux = place_parts(texte, contenu.parts)
        copie = Dossier(public.releve)
        compare = reconcile(prive, copie, permission, contenu, lieux)
        if not compare.wrong():
            return public
        retenus = compare.wrong()
    raise AssertionError(compare.wrong())


@settings(max_examples=150)
@given(pole=poles(), minimum=st.sampled_from([3, 5]), tout=st.booleans())
def test_any_pole_can_be_published_right(
    pole: Pole,
    minimum: int,
    tout: bool,  # noqa: FBT001
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Whatever the books, the copy has no error and each figure is theirs or withheld."""
    dossier = tmp_path_factory.mktemp("pole")
    chemin = dossier / "prive.beancount"
    chemin.write_text(pole.ecrire(), encoding="utf-8")
    livre = load_livre(chemin)
    exercices = tuple(livre.releve.exercices())
    perimetres = frozenset(
        ["cellule", *livre.registre.projets] if tout else ["cellule"]
    )
    financeur = next(iter(livre.registre.tiers), "")
    permission = Permission(
        financeur, exercices, perimetres, tout, frozenset({financeur}), minimum
    )
    assume(financeur and exercices)
    # Each figure is looked at inside, until none is wrong.
    assert _publish(livre, permission, dossier).errors == []


PERIMETRES = ("cellule", "halle", "miel")
TRAVAUX = st.lists(
    st.tuples(
        st.sampled_from(["salaire", "benevole", "don"]),
        st.sampled_from(PERIMETRES),
        st.sampled_from(["ana", "bea", "cle", "dan", "eve", "fay"]),
        st.integers(min_value=1, max_value=9000),
    ),
    min_size=1,
    max_size=24,
)
_ENTETE = """
option "operating_currency" "EUR"
plugin "ptce_ledger.plugins"
2020-01-01 custom "ptce-pole" "bocage" "PTCE du Bocage"
2020-01-01 custom "ptce-tiers" "region" "Région"
  origine: "public"
2020-01-01 custom "ptce-projet" "halle" "La halle"
2020-01-01 custom "ptce-projet" "miel" "Le miel"
2020-01-01 open Assets:512-Banque
2020-01-01 open Expenses:641-Salaires
2020-01-01 open Income:754-Dons
  type: "dons-mecenat"
  origine: "particuliers"
2020-01-01 open Equity:CVN:86-Benevolat
2020-01-01 open Equity:CVN:87-Benevolat
  type: "contributions-volontaires"
  origine: "particuliers"
2020-01-01 price HEURE 10.00 EUR
2025-01-01 * "Compte"
  perimetre: "cellule"
  Expenses:641-Salaires  0.00 EUR
    compte: "627"
  Assets:512-Banque
"""
_LIGNES = {
    "salaire": "  Expenses:641-Salaires  {n} EUR\n  Assets:512-Banque\n",
    "don": "  Income:754-Dons  -{n} EUR\n  Assets:512-Banque\n",
    "benevole": "  Equity:CVN:86-Benevolat  {n} HEURE\n  Equity:CVN:87-Benevolat  -{n} HEURE\n",
}
_QUOI = {
    "salaire": "64",
    "don": "dons-mecenat",
    "benevole": "contributions-volontaires",
}


@settings(max_examples=100)
@given(travaux=TRAVAUX)
def test_no_figure_rests_on_too_few_people(
    travaux: list[tuple[str, str, str, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Each published figure, opened to its parts, rests on three people at least."""
    dossier = tmp_path_factory.mktemp("personnes")
    gens: dict[tuple[str, str], set[str]] = {}
    blocs = []
    for quoi, perimetre, qui, combien in travaux:
        gens.setdefault((_QUOI[quoi], perimetre), set()).add(qui)
        ou = (
            f'projet: "{perimetre}"'
            if perimetre != "cellule"
            else 'perimetre: "cellule"'
        )
        blocs.append(
            f'2025-03-01 * "Ligne"\n  {ou}\n  personne: "{qui}"\n'
            + _LIGNES[quoi].format(n=combien)
        )
    chemin = dossier / "prive.beancount"
    chemin.write_text(_ENTETE + "".join(blocs), encoding="utf-8")
    livre = load_livre(chemin)
    assert [erreur.message for erreur in livre.errors] == []
    perimetres = frozenset(PERIMETRES)
    permission = Permission("region", (2025,), perimetres, True, frozenset(), 3)
    releve = _publish(livre, permission, dossier).releve
    synthese = Dossier(releve, "").synthese(2025)
    for groupe in (*synthese.niveaux, *synthese.niveau(3).groupes):
        for table in groupe.tableaux:
            for ligne in table.lignes:
                for valeur, source in zip(ligne.valeurs, ligne.sources, strict=False):
                    if isinstance(valeur, Decimal) and not is_withheld(valeur):
                        for case in source.cases:
                            cle = case.cle.type, case.cle.projet or case.cle.perimetre
                            assert len(gens.get(cle, "xxx")) >= 3 or not case.montant
    if any(len(qui) < 3 for qui in gens.values()):
        assert any(f.montant.is_nan() for f in releve.iter_facts())


def test_each_line_of_a_copy_is_of_its_part() -> None:
    """Entries and declarations are told apart, and each is of the part that wrote it."""
    livre = load_livre(EXEMPLE)
    permission = read_permission(
        livre.registre, "region", Dossier(livre.releve).exercices
    )
    contenu = publier.gather(Dossier(livre.releve), permission)
    texte = write_livre(livre.registre, permission, contenu, {})
    lignes = texte.splitlines()
    lieux = place_parts(texte, contenu.parts)
    assert set(lieux.values()) == set(range(len(contenu.parts)))
    declarees = 0
    for numero, rang in lieux.items():
        ligne, part = lignes[numero - 1], contenu.parts[rang]
        if "ptce-ca" in ligne:
            declarees += 1
            assert part.cle.nature == "ca"
            assert f" {part.montant:f} EUR" in ligne
        else:
            assert part.cle.nature != "ca"
        if ligne.endswith(' * ""'):
            assert ligne.startswith(str(part.cle.date))
    assert declarees > 5


def test_a_part_of_a_longer_word_is_no_leak(tmp_path: Path) -> None:
    """A phrase is found whole, where it stands alone, whatever its words do elsewhere."""
    (tmp_path / "page.html").write_text("<p>La halle</p><p>un hall</p>", "utf-8")
    prives = ("la hall", "La halle", "un hall neuf")
    assert [fuite.mot for fuite in find_leaks(tmp_path, prives, ())] == ["La halle"]
    assert find_leaks(tmp_path, prives, ("la halle",)) == []
