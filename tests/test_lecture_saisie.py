"""What a hand meant is understood once: message, remedy and `--corriger` agree.

A family of amounts, each as hands, Word, tableurs and accountants write one. What each is
worth, and whether that is sure, is known here from how it was made, never from the
program: a number, its sign and its unit are put together, and the oracle with them.
"""

from __future__ import annotations

import itertools
import re
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from ptce_ledger.cli import ptce
from ptce_ledger.erreurs.interdits import ToleranceSansRaison
from ptce_ledger.lecture.examen.examen import examine
from ptce_ledger.lecture.saisie import correction
from ptce_ledger.lecture.saisie.correction import correct_text
from ptce_ledger.lecture.saisie.habitudes import APRES
from ptce_ledger.lecture.saisie.habitudes import AVANT
from ptce_ledger.lecture.saisie.habitudes import CERTAINES
from ptce_ledger.lecture.saisie.habitudes import explain_quantity
from ptce_ledger.lecture.saisie.ligne import LigneTypee
from ptce_ledger.mots import quantites
from ptce_ledger.mots.nombres import read_nombre
from ptce_ledger.registre.genres import DATE
from ptce_ledger.registre.genres import MONTANT
from ptce_ledger.registre.genres import NOMBRE
from ptce_ledger.registre.propositions import propose

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from pathlib import Path

    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.lecture.saisie.coquille import Coquille

#: How a number is typed → what it is worth; None when nobody knows.
NOMBRES: dict[str, Decimal | None] = {
    "350.50": Decimal("350.50"),
    "12": Decimal(12),
    "350,50": Decimal("350.50"),
    "1234,5": Decimal("1234.5"),
    "1 234,56": Decimal("1234.56"),
    "1\u00a0234,56": Decimal("1234.56"),
    "1\u202f234.56": Decimal("1234.56"),
    "10 000 000,00": Decimal("10000000.00"),
    "1'234.56": Decimal("1234.56"),
    "1’234,56": Decimal("1234.56"),
    "1.234,56": Decimal("1234.56"),
    "1.234.567": Decimal(1234567),
    "1,234.56": Decimal("1234.56"),
    "0,529": None,
    "1,234": None,
    "1 234,567": None,
    "1.234,567": None,
    "1.234,": None,
    "12 34,56": None,
    "1  234,56": None,
    "12. 50": None,
    "1,234,567": None,
    "1.2.3": None,
    "350,5.": None,
}
#: How a sign is put to a number → its worth; None when it may be any, or an operation.
SIGNES: dict[str, int | None] = {
    "{}": 1,
    "+{}": 1,
    "+ {}": 1,
    "-{}": -1,
    "- {}": -1,
    "-  {}": -1,
    "-\t{}": -1,
    "-\u00a0{}": -1,
    "\u2212{}": -1,
    "\u2212 {}": -1,
    "–{}": -1,
    "– {}": -1,
    "{}-": None,
    "{} -": None,
    "{}\u2212": None,
    "{} \u2212": None,
    "{}–": None,
    "{}+": None,
    "{},-": None,
    "({})": None,
    "( {} )": None,
    "-({})": None,
    "(-{})": None,
    "({})-": None,
    "--{}": None,
    "- -{}": None,
    "+-{}": None,
    "-+{}": None,
    "±{}": None,
    "—{}": None,
    "‐{}": None,
    "{} D": None,
    "{} C": None,
    "{}C": None,
    "C {}": None,
    "{} CR": None,
    "{} débit": None,
}
#: How a unit is put to an amount → what it is; True when it needs no thinking.
UNITES: dict[str, tuple[str, bool]] = {
    "{} EUR": ("EUR", True),
    "{}EUR": ("EUR", True),
    "{}\u00a0EUR": ("EUR", True),
    "{} €": ("EUR", True),
    "{}€": ("EUR", True),
    "{}\u202f€": ("EUR", True),
    "{} HEURE": ("HEURE", True),
    "{} HEURE.SOIN": ("HEURE.SOIN", True),
    "{} eur": ("EUR", False),
    "{} euros": ("EUR", False),
    "{} heures": ("HEURE", False),
    "€ {}": ("EUR", False),
    "€{}": ("EUR", False),
    "EUR {}": ("EUR", False),
}
#: Where an amount stands; True when nothing else does.
LIEUX: dict[str, bool] = {
    "  Expenses:62-Services   {}": True,
    "  ! Expenses:62-Services  {}  ; reçu de « 12,50 € »": True,
    "\tExpenses:62-Services\t{}": True,
    "2025-03-01 balance Assets:512-Banque  {}": True,
    "2025-03-01 price PART  {}": True,
    "  montant: {}": True,
    '2025-03-01 custom "budget" "loyer" {}': True,
    "  Expenses:62-Services  1 PART {{{}}}": False,
    "  Expenses:62-Services  1 PART @@ {}": False,
    "2025-03-01 balance Assets:512-Banque  0.00 ~ {}": False,
}
#: What a ledger has for an amount, read by no other rule than this one.
_MONTANT = re.compile(r"([-+]?\s*)(\d+(?:\.\d+)?)(?: ([A-Z][A-Z.]*))?")
#: The errors that say that nobody knows.
AMBIGUES = {"NombreAmbigu", "ParenthesesInterdites", "CalculInvalide"}


class Cas(NamedTuple):
    """An amount typed somewhere; what it is worth, when that is known."""

    lieu: str
    ecrit: str
    valeur: Decimal | None
    unite: str
    #: Whether it needs no thinking.
    sure: bool

    @property
    def ligne(self) -> str:
        """The line that it makes."""
        return self.lieu.format(self.ecrit)


def is_right(nombre: str, signe: str, unite: str) -> bool:
    """Tell what a ledger holds as it is."""
    plat = re.fullmatch(r"\d+(\.\d+)?", nombre)
    devant = re.fullmatch(r"([-+][ \t]*)?\{\}", signe)
    return bool(plat and devant and re.fullmatch(r"\{\} ?(EUR|HEURE(.SOIN)?)", unite))


def family() -> Iterator[Cas]:
    """Put every number to every sign, every unit and every place."""
    for nombre, signe, unite in itertools.product(NOMBRES, SIGNES, UNITES):
        # « 12CEUR » is one word: it is not of the family.
        collee = signe[-1:].isalpha() and not unite[2:3].isspace()
        if is_right(nombre, signe, unite) or collee:
            continue
        valeur, sens = NOMBRES[nombre], SIGNES[signe]
        connue = None if valeur is None or sens is None else sens * valeur
        ecrit, (nom, simple) = unite.format(signe.format(nombre)), UNITES[unite]
        for lieu, seul in LIEUX.items():
            if nombre[-1] == "," and lieu[-1] == "}":  # it parts a cost from the next
                continue
            yield Cas(lieu, ecrit, connue, nom, simple and seul)


#: Some thousands of them: each number still meets each sign, each unit and each place.
FAMILLE = list(itertools.islice(family(), 0, None, 23))


def explain(ligne: str) -> PtceError | None:
    """Say what the program says of a line, before Beancount or after."""
    typee = LigneTypee("", 1, ligne)
    dites = (habitude(typee) for habitude in (*AVANT, *APRES))
    coquille = next(filter(None, dites), None)
    return coquille and coquille.tell(typee.at())


def shown(erreur: PtceError | None) -> str:
    """Give what an error shows to type, "" when it shows nothing."""
    _, remede, forme = erreur.parts() if erreur else ("", "", "")
    return forme or remede.partition("\u00a0: ")[2]


def plain(texte: str) -> str:
    """Make all spaces the same."""
    return re.sub(r"\s", " ", texte).strip()


def disagreements(cas: Iterable[Cas]) -> Iterator[str]:
    """Say, of each line, how its message, its remedy and its mend contradict."""
    for c in cas:
        ligne = c.ligne
        erreur = explain(ligne)
        code, montre = erreur.code if erreur else "", shown(erreur)
        apres, doutes = correct_text(ligne)
        lu = _MONTANT.fullmatch(montre)
        if (code in AMBIGUES) != bool(doutes):
            yield f"{ligne!r} : {code}, et {doutes}"
        if lu is None:
            # Nothing is proposed, or the same line with other spaces.
            if montre and plain(montre) != plain(ligne.partition(";")[0]):
                yield f"{ligne!r} : {montre!r} montré"
            if plain(apres) != plain(ligne):
                yield f"{ligne!r} devient {apres!r}, et rien n’est montré"
            if c.valeur is not None and code != "EspaceInsecable":
                yield f"{ligne!r} vaut {c.valeur}, et {code} n’en dit rien"
            continue
        signe, nombre, unite = lu[1].strip(), lu[2], lu[3] or c.unite
        if (Decimal(signe + nombre), unite) != (c.valeur, c.unite):
            yield f"{ligne!r} vaut {c.valeur} {c.unite}, et {montre!r} est montré"
        corrigee = c.lieu.format(f"{lu[1]}{nombre} {unite}")
        if c.sure and apres != corrigee:
            yield f"{ligne!r} devient {apres!r}, et {montre!r} est montré"
        if not c.sure and plain(apres) != plain(ligne):
            yield f"{ligne!r} devient {apres!r}, et n’est pas sûr"


def test_the_family_is_large_and_of_every_kind() -> None:
    assert len(FAMILLE) > 4000
    assert {c.lieu for c in FAMILLE} == LIEUX.keys()
    assert sum(c.valeur is None for c in FAMILLE) > 1000
    assert sum(c.valeur is not None and c.sure for c in FAMILLE) > 300
    assert sum((c.valeur or 0) < 0 for c in FAMILLE) > 500


def test_message_remedy_and_mend_agree() -> None:
    """What is shown is what is written, worth what was typed; in doubt nothing is."""
    assert list(disagreements(FAMILLE)) == []


def test_a_disagreement_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A mend that drops the sign, which the message shows."""

    def drop(ligne: LigneTypee) -> Coquille | None:
        coquille = explain_quantity(ligne)
        return coquille and coquille._replace(juste=coquille.juste.lstrip("+-"))

    autres = [explain for explain in CERTAINES if explain is not explain_quantity]
    monkeypatch.setattr(correction, "CERTAINES", (*autres, drop))
    assert len(list(disagreements(FAMILLE[::4]))) > 20


def _without_sign(ecrit: str) -> str:
    return read_nombre(ecrit.strip(" \t\u00a0-+–—\u2212()"))


def _with_three_decimals(ecrit: str) -> str:
    return read_nombre(ecrit) or read_nombre(f"{ecrit}0").removesuffix("0")


@pytest.mark.parametrize("regle", [_without_sign, _with_three_decimals])
def test_a_wrong_rule_would_be_seen(
    monkeypatch: pytest.MonkeyPatch, regle: Callable[[str], str]
) -> None:
    """A value that message and mend share, and that was not typed."""
    monkeypatch.setattr(quantites, "read_nombre", regle)
    assert len(list(disagreements(FAMILLE[::4]))) > 20


def test_what_is_mended_is_accepted_and_mended_once(tmp_path: Path) -> None:
    """The examination has nothing more to say of it, nor has the mend."""
    sures = [c.ligne for c in FAMILLE if c.sure and c.valeur is not None]
    apres, doutes = correct_text("\n".join(sures) + "\n")
    assert doutes == ()
    assert correct_text(apres) == (apres, ())
    livre = tmp_path / "main.beancount"
    livre.write_text(apres, encoding="utf-8")
    assert examine(livre) == []
    livre.write_text("\n".join(sures) + "\n", encoding="utf-8")
    # All but those of which Beancount alone would see that the unit is mistyped.
    assert len(examine(livre)) > len(sures) * 0.9


def test_the_examination_says_what_each_line_says(tmp_path: Path) -> None:
    """The same errors as those compared above, found where they are found."""
    livre = tmp_path / "main.beancount"
    texte = "\n".join(c.ligne for c in FAMILLE) + "\n"
    livre.write_text(texte, encoding="utf-8")
    dites = [e for e in examine(livre) if not isinstance(e, ToleranceSansRaison)]
    assert len(dites) > len(FAMILLE) * 0.8
    for erreur in dites:
        propre = explain(FAMILLE[erreur.source["lineno"] - 1].ligne)
        assert propre is not None
        assert (type(propre), propre.parts()) == (type(erreur), erreur.parts())


def test_a_slip_is_of_one_kind() -> None:
    """Sure with a form, shown, or in doubt without any."""
    for c in FAMILLE[::5]:
        ligne = LigneTypee("", 1, c.ligne)
        for habitude in (*AVANT, *APRES):
            coquille = habitude(ligne)
            if coquille is not None:
                assert not (coquille.sure and not coquille.juste)
                assert not (coquille.doute and (coquille.juste or coquille.sure))
                assert 0 <= coquille.debut <= coquille.fin <= len(c.ligne)


#: A line, its error, and what it shows; "" in doubt.
SIGNES_GARDES = [
    ("  Expenses:62-Services   350,50- EUR", "NombreAmbigu", ""),
    ("  Expenses:62-Services   350.50- EUR", "NombreAmbigu", ""),
    ("  Expenses:62-Services   350,50 EUR -", "NombreAmbigu", ""),
    ("  Expenses:62-Services   (350,50) EUR", "ParenthesesInterdites", ""),
    ("  Expenses:62-Services   +-350,50 EUR", "CalculInvalide", ""),
    ("  Expenses:62-Services   350,50 C EUR", "NombreAmbigu", ""),
    ("  Expenses:62-Services   C 350,50 EUR", "NombreAmbigu", ""),
    ("  Expenses:62-Services   12,5 + 3,2 EUR", "NombreAmbigu", ""),
    ("  Expenses:62-Services   -  350,50 EUR", "NombreInvalide", "-350.50"),
    ("  Expenses:62-Services   - EUR 350,50", "DeviseAvant", "-350.50 EUR"),
    ("  Expenses:62-Services   -€350,50", "DeviseMalEcrite", "-350.50 EUR"),
    ("  Expenses:62-Services   -1h45", "DureeInvalide", "-1.75 HEURE"),
    ("  Expenses:62-Services   - 7h30", "DureeInvalide", "-7.5 HEURE"),
    ("  Expenses:62-Services   7h30-", "NombreAmbigu", ""),
    ("  Expenses:62-Services   -1O0.00 EUR", "NombreInvalide", "-100.00"),
    ("  Expenses:62-Services   1O0.00- EUR", "NombreAmbigu", ""),
    ("  Expenses:62-Services   \u22121e3 €", "NombreInvalide", "-1000"),
    ("  Expenses:62-Services   -350.00/3 EUR", "DivisionInterdite", "-116.67"),
    ("  Expenses:62-Services   12,50/3 EUR", "DivisionInterdite", ""),
    ("  Expenses:62-Services   1 234.50/3 EUR", "DivisionInterdite", ""),
    ("  cellule: -12,5 %", "PourcentInvalide", "cellule: -0.125"),
    ("  cellule: 12,5- %", "NombreAmbigu", ""),
    ("  Expenses:62-Services   -12,5 % EUR", "NombreInvalide", "-0.125"),
]


@pytest.mark.parametrize(("ligne", "code", "montre"), SIGNES_GARDES)
def test_no_sign_is_dropped_nor_made_up(ligne: str, code: str, montre: str) -> None:
    erreur = explain(ligne)
    assert erreur is not None
    assert (erreur.code, shown(erreur)) == (code, montre)


@pytest.mark.parametrize(
    ("ligne", "montant"),
    [
        ("15/11/2025;CB IMPRIMEUR;-350,00;EUR", "-350.00"),
        ("15/11/2025;CB IMPRIMEUR;\u2212350,00 €;1er", "-350.00"),
        ("15/11/2025;CB IMPRIMEUR;4512;350,00-", "MONTANT"),
        ("15/11/2025;CB IMPRIMEUR;4512;(350,00)", "MONTANT"),
        ("15/11/2025;CB IMPRIMEUR;350,00;D", "MONTANT"),
    ],
)
def test_a_row_gives_no_amount_whose_sign_is_in_doubt(ligne: str, montant: str) -> None:
    """A word stands for what the row does not say: an example would be an amount."""
    erreur = explain(ligne)
    assert erreur is not None
    assert f"   {montant} EUR" in erreur.parts()[2]


@pytest.mark.parametrize(
    "texte", ["350,50-", "(350,50)", "+-5", "--5", "350,50 C", "1,234", "0,529 €"]
)
def test_a_text_in_doubt_is_no_value_of_the_register(texte: str) -> None:
    assert propose(NOMBRE, f'"{texte}"') == propose(MONTANT, f'"{texte}"') == ""


def test_the_register_reads_as_the_examination() -> None:
    assert propose(MONTANT, '"\u2212 1 234,56 euros"') == "-1234.56 EUR"
    assert propose(NOMBRE, '"+1.234,5"') == "+1234.5"
    assert propose(DATE, '"1er août 2026"') == "2026-08-01"


#: Other habits: the line, and the same mended; as it is when it is in doubt.
AUTRES = [
    ("2025-01-31 * « Région » “Solde”", '2025-01-31 * "Région" "Solde"'),
    ('2025-01-31 * "A" “L’eau ; l’air”', '2025-01-31 * "A" "L’eau ; l’air"'),
    ('2025-01-31 * "Il dit “oui”" “non”', '2025-01-31 * "Il dit “oui”" "non"'),
    ("2025-01-31 * “Un “mot” cité”", "2025-01-31 * “Un “mot” cité”"),
    ("2025-01-31 * « Un ", "2025-01-31 * « Un "),
    ("2025-01-31 open Assets:Cafe\u0301 EUR", "2025-01-31 open Assets:Café EUR"),
    ("2025-01-31 open Assets:Cai\u200bsse EUR", "2025-01-31 open Assets:Caisse EUR"),
    ("2025-01-31\u00a0open Assets:Caisse EUR", "2025-01-31 open Assets:Caisse EUR"),
    ('  note: "a\u00a0b"\u202f', '  note: "a\u00a0b"'),
    ("  Expenses:60-Achats   12.50\u00a0EUR", "  Expenses:60-Achats   12.50 EUR"),
]


@pytest.mark.parametrize(("ligne", "juste"), AUTRES)
def test_other_habits_agree_too(ligne: str, juste: str) -> None:
    """The line that is shown is the one that is written, or neither is."""
    erreur = explain(ligne)
    assert erreur is not None
    apres, doutes = correct_text(ligne)
    assert apres == juste
    assert shown(erreur) == ("" if doutes else apres.strip())


@pytest.mark.parametrize(
    ("ligne", "apres"),
    [
        ("\u00a0 Assets:A  350,50-\u00a0EUR ", "  Assets:A  350,50- EUR"),
        ("\u00a0 Assets:A  1\u00a0234,567 EUR", "  Assets:A  1\u00a0234,567 EUR"),
        ("  Assets:A\u00a0 -\u00a01,234 EUR", "  Assets:A  -\u00a01,234 EUR"),
    ],
)
def test_a_number_in_doubt_is_left_and_not_its_line(ligne: str, apres: str) -> None:
    """Spaces are mended around it, never inside."""
    corrigee, doutes = correct_text(ligne)
    assert (corrigee, len(doutes)) == (apres, 1)


def test_a_text_without_quotes_is_no_amount() -> None:
    """The number of a document is not written again: only its quotes are missing."""
    ligne = "  piece: 12,50 €"
    erreur = explain(ligne)
    assert erreur is not None
    assert shown(erreur) == 'piece: "12,50 €"'
    assert correct_text(ligne) == (ligne, ())


def test_the_command_says_the_same_twice(tmp_path: Path) -> None:
    """The number that is in doubt for the error is the one left to be decided."""
    livre = tmp_path / "main.beancount"
    ligne = "  Expenses:62-Services   350,50- EUR"
    texte = f'2025-11-15 * "Imprimeur"\n{ligne}\n  Assets:512-Banque\n'
    livre.write_text(texte, encoding="utf-8")
    resultat = CliRunner().invoke(ptce, ["verifier", "--corriger", str(livre)])
    assert resultat.exit_code == 1
    assert resultat.stdout.count("350,50-\u00a0» peut se lire de plusieurs façons") == 2
    assert "350.50" not in resultat.stdout
    assert livre.read_text("utf-8") == texte
