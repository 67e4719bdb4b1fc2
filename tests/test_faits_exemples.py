"""Facts by example, where the figure that a case would assert is withheld or refused."""

from __future__ import annotations

import copy
from decimal import Decimal

import pytest
from beancount.core.data import Transaction
from proprietes import charger
from proprietes import charger_juste
from strategies import ecrire

from ptce_ledger.analyse.dossier import Dossier
from ptce_ledger.faits.declarations import agreement
from ptce_ledger.mots.euros import is_withheld

POLE = (
    '2024-01-01 custom "ptce-pole" "val" "Pôle du Val"\n  perimetre-defaut: "cellule"',
    '2024-01-01 custom "ptce-tiers" "region" "Région"\n  origine: "public"',
    '2024-01-01 custom "ptce-projet" "halle" "La halle"',
    '2024-01-01 custom "ptce-projet" "jardin" "Le jardin"',
    '2024-01-01 custom "ptce-cle" "trois"\n  cellule: 2\n  halle: 1',
    "2024-01-01 price HEURE 20.00 EUR",
    "2024-01-01 open Assets:512-Banque",
    "2024-01-01 open Expenses:641-Salaires",
    "2024-01-01 open Expenses:613-Loyers",
    "2024-01-01 open Equity:CVN:86-Emplois",
    '2024-01-01 open Equity:CVN:875-Benevolat\n  type: "contributions-volontaires"',
)
RETENUES = (
    (
        '2025-02-01 * "Salaires"\n  cle: "trois"\n'
        "  Expenses:641-Salaires  0 EUR\n    retenu: TRUE\n  Assets:512-Banque  0 EUR"
    ),
    (
        '2025-03-01 * "Chantier"\n  cle: "trois"\n'
        "  Equity:CVN:86-Emplois  0 HEURE\n"
        "  Equity:CVN:875-Benevolat  0 HEURE\n    retenu: TRUE"
    ),
    (
        '2025-04-01 * "Loyer"\n  cle: "trois"\n'
        "  Expenses:613-Loyers  90 EUR\n    retenu: FALSE\n  Assets:512-Banque"
    ),
    (
        '2025-05-01 * "Terre"\n  projet: "jardin"\n'
        "  Expenses:613-Loyers  7 EUR\n  Assets:512-Banque"
    ),
)


def test_what_is_withheld_under_a_key_is_in_each_part() -> None:
    """Every part is withheld, in euros and in hours, with all that adds it, and no more."""
    releve = charger_juste(ecrire([*POLE, *RETENUES])).releve()
    parts = [
        f for f in releve.iter_facts() if f.type in ("64", "contributions-volontaires")
    ]
    assert [(f.type, f.perimetre, f.projet, f.cle) for f in parts] == [
        ("64", "cellule", "", "trois"),
        ("64", "projet", "halle", "trois"),
        ("contributions-volontaires", "cellule", "", "trois"),
        ("contributions-volontaires", "projet", "halle", "trois"),
    ]
    assert all(is_withheld(f.montant) and is_withheld(f.quantite) for f in parts)

    synthese = Dossier(releve, "").synthese(2025)
    un, deux, trois = synthese.niveaux
    halle, jardin = trois.groupes
    for groupe in (un, deux, trois, halle):
        for total in ("charges", "contributions", "resultat"):
            assert is_withheld(groupe.figure("total", total))
        contributions = next(t for t in groupe.tableaux if t.code == "contributions")
        assert [list(map(is_withheld, li.valeurs)) for li in contributions.lignes] == [
            [True, True]
        ]
    classes = {
        groupe.code: {
            ligne.cles[0]: ligne.valeurs[0]
            for table in groupe.tableaux
            if table.code == "charges"
            for ligne in table.lignes
        }
        for groupe in (un, halle, jardin)
    }
    assert is_withheld(classes["niveau-1"].pop("64"))
    assert is_withheld(classes["halle"].pop("64"))
    assert classes == {"niveau-1": {"61": 60}, "halle": {"61": 30}, "jardin": {"61": 7}}
    assert jardin.figure("total", "charges") == 7
    assert jardin.figure("total", "contributions") == 0


ACCORD = '{jour} custom "ptce-convention" "accord" "region" {montant} EUR'


def test_an_agreement_is_declared_once_a_day() -> None:
    """Later, the same code amends it; of the same day, it is an error at its line."""
    premiere = ACCORD.format(jour="2024-01-01", montant="900.00")
    avenant = ACCORD.format(jour="2025-01-01", montant="1200.00")
    charge = charger(ecrire([*POLE, premiere, avenant]))
    assert charge.errors == []
    assert charge.releve().registre.conventions["accord"].montant == 1200

    seconde = ACCORD.format(jour="2024-01-01", montant="1200.00")
    texte = ecrire([*POLE, premiere, seconde])
    charge = charger(texte)
    (erreur,) = charge.errors
    lignes = texte.splitlines()
    assert erreur.code == "CodeEnDouble"
    assert erreur.source["lineno"] == lignes.index(seconde) + 1
    assert f"ligne {lignes.index(premiere) + 1}" in erreur.message
    assert charge.releve().registre.conventions["accord"].montant == 900


def test_an_agreement_without_an_object_is_called_by_its_code() -> None:
    """Its row has words, whatever was typed."""
    premiere = ACCORD.format(jour="2024-01-01", montant="900.00")
    for objet, attendu in (("", "accord"), ('\n  objet: "Animer"', "Animer")):
        releve = charger_juste(ecrire([*POLE, premiere + objet])).releve()
        convention = releve.registre.conventions["accord"]
        assert agreement(releve, convention).libelle == attendu


@pytest.mark.parametrize("numero", ["86", "864", "87", "875"])
@pytest.mark.parametrize("racine", ["Income", "Expenses", "Assets", "Liabilities"])
@pytest.mark.parametrize("ecrit", ["nom", "compte"])
def test_class_8_stands_under_equity_alone(
    racine: str, numero: str, ecrit: str
) -> None:
    """86 and 87 elsewhere would enter the result or the balance: an error at the `open`."""
    bloc = f"2024-01-01 open {racine}:{numero}-Temps"
    if ecrit == "compte":
        bloc = f'2024-01-01 open {racine}:Temps\n  compte: "{numero}"'
    texte = ecrire([*POLE, bloc])
    (erreur,) = charger(texte).errors
    assert erreur.code == "ContributionMalPlacee"
    assert (
        erreur.source["lineno"] == texte.splitlines().index(bloc.partition("\n")[0]) + 1
    )
    charger_juste(ecrire([*POLE, bloc.replace(racine, "Equity")]))


@pytest.mark.parametrize("numero", ["85", "88", "186", "608"])
def test_another_number_may_stand_anywhere(numero: str) -> None:
    """Only 86 and 87, at the head of the number, are class 8 to the program."""
    for racine in ("Income", "Expenses", "Assets", "Liabilities", "Equity"):
        charger_juste(ecrire([*POLE, f"2024-01-01 open {racine}:{numero}-Divers"]))


@pytest.mark.parametrize("prix", ["0", "18.00"])
def test_hours_bear_no_price_of_their_own(prix: str) -> None:
    """A price of zero is a price: an error at each line, and no crash."""
    lignes = (
        f"  Equity:CVN:86-Emplois  2 HEURE @ {prix} EUR",
        f"  Equity:CVN:875-Benevolat  -2 HEURE @ {prix} EUR",
    )
    texte = ecrire([*POLE, "\n".join(('2025-02-01 * "Atelier"', *lignes))])
    erreurs = charger(texte).errors
    assert [(e.code, e.source["lineno"]) for e in erreurs] == [
        ("PrixSurHeures", texte.splitlines().index(ligne) + 1) for ligne in lignes
    ]


def test_the_same_fault_twice_is_told_twice() -> None:
    """What was found right is looked at once; what is wrong, at each of its lines."""
    faute = (
        '2025-0{mois}-01 * "Loyer"\n  projet: "halle"\n'
        '  Expenses:613-Loyers  7 EUR\n    type: "ventes"\n  Assets:512-Banque'
    )
    texte = ecrire([*POLE, *(faute.format(mois=mois) for mois in (3, 4))])
    errors = charger(texte).errors
    assert len(errors) == 2
    assert len({erreur.code for erreur in errors}) == 1
    assert len({erreur.source["lineno"] for erreur in errors}) == 2


@pytest.mark.parametrize(
    ("axe", "nom"),
    [
        ('perimetre: "cellule"', "la cellule d’animation"),
        ('perimetre: "hors-pole"', "ce qui est hors du pôle"),
        ('projet: "halle"', "le projet « halle »"),
        ('cle: "trois"', "la clé « trois »"),
    ],
)
def test_contributions_balance_where_they_are_made(axe: str, nom: str) -> None:
    """Hours given in one place and used in another are an error that names both."""
    ailleurs = 'projet: "jardin"'
    bloc = (
        '2025-02-01 * "Atelier"\n'
        f"  Equity:CVN:86-Emplois  2 HEURE\n    {axe}\n"
        f"  Equity:CVN:875-Benevolat  -2 HEURE\n    {ailleurs}"
    )
    messages = [str(e.message) for e in charger(ecrire([*POLE, bloc])).errors]
    assert len(messages) == 2
    for ou in (nom, "le projet « jardin »"):
        assert any(ou in message.replace("\u00a0", " ") for message in messages)
    charger_juste(ecrire([*POLE, bloc.replace(ailleurs, axe)]))


def test_a_book_of_a_month_has_an_exercice_to_show() -> None:
    """The last of three months or more; the last of all where none has as many."""
    loyer = (
        '2025-0{mois}-01 * "Loyer"\n  Expenses:613-Loyers  7 EUR\n  Assets:512-Banque'
    )
    donnees = (
        '2024-01-01 custom "ptce-membre" "atelier" "Atelier"\n  origine: "ess"\n'
        '2026-01-01 custom "ptce-donnees" "atelier" 2027\n  ca: 900.00 EUR'
    )
    for mois, attendu in ((2, 2027), (3, 2025)):
        blocs = [loyer.format(mois=rang + 1) for rang in range(mois)]
        releve = charger_juste(ecrire([*POLE, *blocs, donnees])).releve()
        assert releve.exercices()[-1] == 2027
        assert releve.calendrier.defaut() == attendu
    assert charger_juste(ecrire([])).releve().calendrier.defaut() is None


@pytest.mark.parametrize("ou", ["  ", "    "], ids=["écriture", "ligne"])
def test_what_is_withheld_is_said_by_yes_or_no(ou: str) -> None:
    """On an entry or on a line, another word is an error where it is written."""
    cle = f'{ou}retenu: "oui"'
    ligne, banque = "  Expenses:613-Loyers  7 EUR", "  Assets:512-Banque"
    corps = [cle, ligne, banque] if ou == "  " else [ligne, cle, banque]
    texte = ecrire([*POLE, "\n".join(['2025-03-01 * "Loyer"', *corps])])
    (erreur,) = charger(texte).errors
    assert erreur.source["lineno"] == texte.splitlines().index(cle)
    assert "retenu" in erreur.message


def test_a_tiers_is_no_member() -> None:
    """Who pays or sells is not of the pole; who joins it is, whoever it was."""
    entree = (
        '2025-01-01 custom "ptce-membre" "{code}" "Nom de {code}"\n  origine: "ess"'
    )
    blocs = [entree.format(code=code) for code in ("scop", "atelier")]
    registre = charger_juste(ecrire([*POLE, *blocs])).releve().registre
    assert set(registre.tiers) == {"region", "scop", "atelier"}
    assert registre.membres() == ["atelier", "scop"]


@pytest.mark.parametrize(
    ("compte", "type_", "remede"),
    [
        ("Equity:CVN:864-Prêts", "aides-indirectes", "Un compte 86 n’a pas de type"),
        ("Equity:CVN:871-Dons", "ventes", "Un compte 87 porte"),
        ("Income:70-Divers", "apports", "Un compte Income porte"),
        ("Expenses:60-Divers", "ventes", "Un compte Expenses n’a pas"),
        ("Assets:51-Divers", "investissements", "Un compte Assets n’a pas"),
        ("Liabilities:16-Divers", "ventes", "Un compte de bilan porte"),
    ],
)
def test_a_type_stands_where_it_may(compte: str, type_: str, remede: str) -> None:
    """Each kind of account says which types it bears."""
    bloc = f'2024-01-01 open {compte}\n  type: "{type_}"'
    (erreur,) = charger(ecrire([*POLE, bloc])).errors
    assert erreur.code == "TypeIncompatible"
    assert remede in erreur.message.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("cle", "code", "juste"),
    [
        ('type: "vente"', "ValeurInconnue", "« ventes »"),
        ('typ: "ventes"', "ProprieteInconnue", "« type: »"),
    ],
)
def test_a_type_nearly_right_is_told(cle: str, code: str, juste: str) -> None:
    """Whether the word or its key is mistyped, on any line."""
    bloc = (
        f'2025-03-01 * "Loyer"\n  {cle}\n  Expenses:613-Loyers  7 EUR\n'
        "  Assets:512-Banque"
    )
    (erreur,) = charger(ecrire([*POLE, bloc])).errors
    assert erreur.code == code
    assert f"Vouliez-vous dire {juste} ?" in erreur.message.replace("\u00a0", " ")


def test_words_of_a_key_are_words() -> None:
    """What tells of a key shares nothing; a number there is taken for a part of it."""
    bloc = '2025-01-01 custom "ptce-cle" "surface"\n  cellule: 2\n  objet: {objet}'
    charge = charger_juste(ecrire([*POLE, bloc.format(objet='"Loyers"')]))
    (cle,) = charge.releve().registre.cles["surface"]
    assert [nom for nom, _ in cle.parts] == ["cellule"]
    (erreur,) = charger(ecrire([*POLE, bloc.format(objet="3")])).errors
    assert erreur.code == "ProjetInconnu"


def test_a_type_said_of_a_whole_entry_suits_one_of_its_accounts() -> None:
    """Of no account of the entry, it is an error at the entry."""
    bloc = (
        '2025-03-01 * "Loyer"\n  type: "{}"\n  Expenses:613-Loyers  7 EUR\n'
        "  Assets:512-Banque"
    )
    charger_juste(ecrire([*POLE, bloc.format("fonds-dedies")]))
    (erreur,) = charger(ecrire([*POLE, bloc.format("apports")])).errors
    assert erreur.code == "TypeIncompatible"


@pytest.mark.parametrize(
    ("ligne", "ecriture", "ou"),
    [
        ("pole", "", "la ligne"),
        ("", "pole", "l’écriture"),
        ("pole", "pole", "la ligne"),
    ],
)
def test_an_origine_is_to_be_taken_off_where_it_is(
    ligne: str, ecriture: str, ou: str
) -> None:
    """The remedy names the nearest place that holds the word."""
    recette = '2024-01-01 open Income:741-Subventions\n  type: "subventions"'
    bloc = '2025-03-01 * "Aide"\n  tiers: "region"\n'
    bloc += f'  origine: "{ecriture}"\n' if ecriture else ""
    bloc += "  Income:741-Subventions  -7 EUR\n"
    bloc += f'    origine: "{ligne}"\n' if ligne else ""
    (erreur,) = charger(ecrire([*POLE, recette, bloc + "  Assets:512-Banque"])).errors
    assert erreur.code == "OriginePole"
    assert f"« origine: » de {ou}" in erreur.message.replace("\u00a0", " ")


def test_an_internal_sale_to_whom_a_wrong_line_declares() -> None:
    """The payee is the one of the refused line: it is told, and nobody is asked for."""
    fausse = '2024-01-01 custom "ptce-membre" "moulin" 12'
    loyer = '2024-01-01 open Income:7083-Loyers\n  type: "facturation-interne"'
    bloc = (
        '2025-03-01 * "{}" "Loyer"\n  Income:7083-Loyers  -7 EUR\n  Assets:512-Banque'
    )
    dits = {
        qui: {
            e.code
            for e in charger(ecrire([*POLE, fausse, loyer, bloc.format(qui)])).errors
        }
        for qui in ("moulin", "Personne")
    }
    assert "FacturationInterneSansClient" not in dits["moulin"]
    assert "FacturationInterneSansClient" in dits["Personne"]


@pytest.mark.parametrize("racine", ["Assets", "Liabilities", "Equity"])
def test_a_mandate_is_any_467_of_the_balance_sheet(racine: str) -> None:
    """What is cashed for a member is its turnover, wherever the account stands."""
    membre = '2024-01-01 custom "ptce-membre" "scop" "La Scop"\n  origine: "ess"'
    compte = f"2024-01-01 open {racine}:467-Mandats"
    bloc = (
        f'2025-03-01 * "Marché"\n  membre: "scop"\n  {racine}:467-Mandats  -70 EUR\n'
        "  Assets:512-Banque"
    )
    releve = charger_juste(ecrire([*POLE, membre, compte, bloc])).releve()
    assert [(f.membre, f.montant) for f in releve.iter_facts() if f.nature == "ca"] == [
        ("scop", Decimal(70))
    ]


@pytest.mark.parametrize(
    ("entete", "libelle"),
    [
        ('"Région" "Aide"', "Région — Aide"),
        ('"Aide"', "Aide"),
        ('"Région" ""', "Région"),
        ("", ""),
    ],
)
def test_an_entry_is_called_by_what_it_says(entete: str, libelle: str) -> None:
    bloc = f"2025-03-01 * {entete}\n  Expenses:613-Loyers  7 EUR\n  Assets:512-Banque"
    releve = charger_juste(ecrire([*POLE, bloc])).releve()
    assert [fact.libelle for fact in releve.iter_facts()] == [libelle]


def test_a_reading_suits_its_own_directives_alone() -> None:
    """One more, one less or another, and the ledger is read again."""
    charge = charger_juste(ecrire([*POLE]))
    releve = charge.releve()
    entries = list(charge.entries)
    assert releve.suits(entries)
    assert releve.suits([e for e in entries if not isinstance(e, Transaction)])
    assert not releve.suits(entries[:-1])
    assert not releve.suits([*entries, entries[-1]])
    assert not releve.suits([*entries[:-1], copy.copy(entries[-1])._replace(meta={})])


def test_hours_without_a_price_are_worth_nothing() -> None:
    """They are an error, and in a provisional page the hours stand without a value."""
    bloc = (
        '2023-12-01 * "Avant le prix"\n  Equity:CVN:86-Emplois  3 HEURE\n'
        "  Equity:CVN:875-Benevolat  -3 HEURE"
    )
    ouverts = [li.replace("2024-01-01 open", "2023-01-01 open") for li in POLE]
    charge = charger(ecrire([*ouverts, bloc]))
    assert {erreur.code for erreur in charge.errors} == {"PrixAbsent"}
    faits = [f for f in charge.releve().iter_facts() if f.nature == "contribution"]
    assert [(f.quantite, f.montant) for f in faits] == [(Decimal(3), Decimal(0))]
