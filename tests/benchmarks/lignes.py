"""Time hostile lines at n and at 4 n signs: the ratio says whether reading is linear.

    python tests/benchmarks/lignes.py [SIGNES] [MOTIF]

Every sign, in every place of a ledger: on one line, on many lines, and over many
directives that are compared with one another. Each ledger is read as `ptce verifier`
does, in a child of its own, and only its processor's time counts: 4 for what is linear,
16 for what is not. Past a second, a ratio above 8 fails.
"""

from __future__ import annotations

import contextlib
import io
import os
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from ptce_ledger.lecture.livre import load_livre
from ptce_ledger.remarques import iter_remarques
from ptce_ledger.rendu.terminal import erreurs

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

    #: Makes a ledger of so many signs.
    Forme = Callable[[int], str]

SIGNES = 50_000
#: Processor's seconds after which a ledger is left, and below which no ratio is judged.
SECONDES, NEGLIGEABLE = 20.0, 1.0
RAPPORT = 8.0
SOCLE = """option "operating_currency" "EUR"
option "operating_currency" "HEURE"
plugin "ptce_ledger.plugins"
2020-01-01 custom "ptce-pole" "bocage" "Pôle du Bocage"
2020-01-01 open Expenses:606-Achats EUR
2020-01-01 open Income:756-Cotisations EUR
  type: "cotisations"
2020-01-01 open Assets:512-Banque EUR
"""
_LIGNES = "  Expenses:606-Achats  1 EUR\n  Assets:512-Banque\n"
#: Where signs may stand; the same, line after line.
PLACES = {
    "commentaire": "; {}\n",
    "marge": "{}\n",
    "retrait": f'2025-01-02 * "a" "b"\n{_LIGNES}  {{}}\n',
    "bénéficiaire": f'2025-01-02 * "{{}}" "b"\n{_LIGNES}',
    "libellé": f'2025-01-02 * "a" "{{}}"\n{_LIGNES}',
    "entête": f"2025-01-02 {{}}\n{_LIGNES}",
    "fin d’entête": f'2025-01-02 * "a" {{}}\n{_LIGNES}',
    "étiquette": f'2025-01-02 * "a" #{{}}\n{_LIGNES}',
    "clé": f'2025-01-02 * "a" "b"\n  {{}}: "x"\n{_LIGNES}',
    "valeur": f'2025-01-02 * "a" "b"\n  note: "{{}}"\n{_LIGNES}',
    "valeur nue": f'2025-01-02 * "a" "b"\n  note: {{}}\n{_LIGNES}',
    "code": f'2025-01-02 * "a" "b"\n  projet: "{{}}"\n{_LIGNES}',
    "compte": '2025-01-02 * "a" "b"\n  Expenses:{}  1 EUR\n  Assets:512-Banque\n',
    "ouverture": "2025-01-01 open Expenses:{} EUR\n",
    "montant": f'2025-01-02 * "a" "b"\n{_LIGNES}  Expenses:606-Achats  {{}} EUR\n',
    "après": f'2025-01-02 * "a" "b"\n{_LIGNES}  Expenses:606-Achats  1 EUR {{}}\n',
    "prix": "2025-01-02 price {}\n",
    "solde": "2025-01-02 balance Assets:512-Banque {} EUR\n",
    "registre": '2025-01-02 custom "ptce-tiers" "aa" "{}"\n',
    "registre nu": '2025-01-02 custom "ptce-tiers" {}\n',
    "code déclaré": '2025-01-02 custom "ptce-tiers" "{}" "x"\n',
    "directive": '2025-01-02 custom "ptce-{}" "x"\n',
    "attendu": '2025-12-31 custom "ptce-attendu" "{}" 1 EUR\n',
    "inclusion": 'include "{}"\n',
    "option": 'option "title" "{}"\n',
    "option inconnue": 'option "{}" "x"\n',
    "module": 'plugin "{}"\n',
    "document": '2025-01-02 document Assets:512-Banque "{}"\n',
    "note": '2025-01-02 note Assets:512-Banque "{}"\n',
    "événement": '2025-01-02 event "lieu" "{}"\n',
}
#: What a pattern may stumble on, sign after sign.
UNITES = (
    *("a", "A", "0", "é", "É", " ", "\t", "-", ":", '"', "\\", '\\"', "(", ")", "*"),
    *("/", "@", "^", "#", "%", "<", "=", "«", "{", "}", "{{", "..", "--", "\u00a0"),
    *("1 ", "1.", "1,", "1*", "1 - ", "12/", "1h", "1%", "1€", "1 EUR ", "06 "),
    *(
        ":A",
        "aA",
        "Aa ",
        "É ",
        "M. ",
        "M. A",
        "FR76",
        "a@",
        "a.",
        "x: ",
        "; ",
        "e\u0301",
    ),
    *("<a ", "<a=", "javascript", "Ã©", "&#", "+a", "=a(", "paie ", "fiche_", "arret "),
    *(" '", "“ ", "» ", '"a" ', '" "a', '"\n', "\n ", "2025-01-01 ", "\n2025-01-01 "),
)
#: Directives that are compared with one another: their rank is all that they differ by.
RANGS = {
    "étiquettes ouvertes": ("pushtag #a{}\n",),
    "clés ouvertes": ('pushmeta a{}: "x"\n',),
    "modules": ('plugin "absent{}"\n',),
    "options": ('option "absente{}" "x"\n',),
    "comptes inconnus": (
        "2020-01-01 open Expenses:{}-Achats EUR\n",
        f'2025-01-02 * "a" "b"\n  Expenses:{{}}-Achat  1 EUR\n{_LIGNES}',
    ),
    "membres inconnus": (
        '2020-01-01 custom "ptce-membre" "membre-{}" "Membre {}"\n',
        '2025-01-02 custom "ptce-ca" "menbre-{}" 1 EUR\n',
    ),
    "projets inconnus": (
        '2020-01-01 custom "ptce-projet" "projet-{}" "Projet {}"\n',
        f'2025-01-02 * "a" "b"\n  projet: "proget-{{}}"\n{_LIGNES}',
    ),
    "payeurs inconnus": (
        '2020-01-01 custom "ptce-membre" "membre-{}" "Membre {}"\n  origine: "ess"\n',
        '2025-01-02 * "Menbre {}" "b"\n  Income:756-Cotisations  -1 EUR\n  Assets:512-Banque\n',
    ),
    "membre qui change": ('{} custom "ptce-membre" "fournil" "Fournil {}"\n',),
    "clés qui changent": ('{} custom "ptce-cle" "locaux"\n  cellule: 1\n',),
    "prix du jour": ("2025-01-02 price HEURE {} EUR\n",),
    "conventions": ('2025-01-02 custom "ptce-convention" "conv-{}" "etat" 1 EUR\n',),
    "attendus": ('2025-12-31 custom "ptce-attendu" "niveau-{}" 1 EUR\n',),
    "écritures en double": (f'2025-01-02 * "a" "b"\n{_LIGNES}',),
    "soldes tolérés": ("2025-01-02 balance Assets:512-Banque 1 ~ {} EUR\n",),
    "conflits": ("<<<<<<< {}\n",),
}
#: What stands once, with so many parts.
SUITES = {
    "clés d’une écriture": (f'2025-01-02 * "a" "b"\n{_LIGNES}', "  orgine-{}: 1\n"),
    "lignes d’une écriture": (
        f'2025-01-02 * "a" "b"\n{_LIGNES}',
        "  Assets:512-Banque  0 EUR\n",
    ),
    "tolérances": (
        '2025-01-02 * "a" "b"\n',
        "  Expenses:606-Achats  1 ~ {} EUR\n",
    ),
    "étiquettes": ('2025-01-02 * "a" "b"', " #a{}"),
    "alias": (
        '2025-01-02 custom "ptce-membre" "aa" "A"\n  origine: "ess"\n  alias: "',
        "alias {};",
    ),
}


def fill(place: str, unite: str) -> Forme:
    """Make a ledger whose place holds a sign again and again."""
    return lambda n: SOCLE + PLACES[place].format((unite * (n // len(unite) + 1))[:n])


def many(place: str, unite: str, largeur: int) -> Forme:
    """Make a ledger with such a line again and again, of some width."""
    ligne = fill(place, unite)(largeur).removeprefix(SOCLE)
    return lambda n: SOCLE + ligne * (n // len(ligne) + 1)


def compare(gabarits: tuple[str, ...]) -> Forme:
    """Make a ledger of directives that are compared with one another."""
    return lambda n: (
        SOCLE
        + "".join(
            gabarit.format(*[rang_of(gabarit, rang)] * 2)
            for gabarit in gabarits
            for rang in range(n // sum(map(len, gabarits)))
        )
    )


def rang_of(gabarit: str, rang: int) -> str:
    """Write a rank, or a day of its own for what begins by one."""
    if not gabarit.startswith("{}"):
        return str(1000 + rang)
    return f"{1950 + rang // 336 % 150}-{1 + rang // 28 % 12:02}-{1 + rang % 28:02}"


def follow(tete: str, suite: str) -> Forme:
    """Make a ledger with one directive of many parts."""
    fin = '"\n' if tete.endswith('"') and tete.count('"') % 2 else "\n"
    parties = "".join
    return lambda n: (
        SOCLE + tete + parties(suite.format(r) for r in range(n // len(suite))) + fin
    )


def list_formes() -> dict[str, Forme]:
    """Name every form: a sign in a place, on one line or many, then comparisons."""
    formes: dict[str, Forme] = {}
    for place in PLACES:
        for unite in UNITES:
            formes[f"{place}, {unite!r}"] = fill(place, unite)
            for largeur in (30, 900):
                formes[f"{place} de {largeur}, {unite!r}"] = many(place, unite, largeur)
    formes |= {nom: compare(gabarits) for nom, gabarits in RANGS.items()}
    return formes | {nom: follow(*parties) for nom, parties in SUITES.items()}


def read(livre: Path) -> None:
    """Read a ledger and say all of it, as `ptce verifier` does."""
    lu = load_livre(livre)
    remarques = list(iter_remarques(lu))
    if lu.errors:
        erreurs.render(lu.errors, livre.parent)
    erreurs.render_remarques(remarques, livre.parent, strict=False)


def time_apart(texte: str, secondes: float = SECONDES) -> float:
    """Give the processor's time that reading a ledger takes, or all that it is left."""
    sortie, entree = os.pipe()
    with tempfile.TemporaryDirectory() as brut:
        livre = Path(brut) / "main.beancount"
        livre.write_text(texte, encoding="utf-8")
        enfant = os.fork()
        if not enfant:
            _read_in_child(livre, entree, secondes)
        os.close(entree)
        os.waitpid(enfant, 0)
    with os.fdopen(sortie) as dite:
        return float(dite.read() or secondes)


def _read_in_child(livre: Path, entree: int, secondes: float) -> None:
    signal.signal(signal.SIGVTALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_VIRTUAL, secondes)
    debut = time.process_time()
    with contextlib.suppress(Exception), contextlib.redirect_stdout(io.StringIO()):
        read(livre)
    os.write(entree, str(time.process_time() - debut).encode())
    os._exit(0)


def iter_slow(signes: int, motif: str) -> Iterator[tuple[str, float, float]]:
    """Yield the forms that are more than linear, with their two times."""
    rien = time_apart(SOCLE)
    formes = {nom: forme for nom, forme in list_formes().items() if motif in nom}
    for rang, (nom, forme) in enumerate(formes.items()):
        if sys.stderr.isatty():
            print(f"\r\033[K{rang}/{len(formes)}  {nom}", end="", file=sys.stderr)
        quatre = time_apart(forme(4 * signes))
        if quatre < NEGLIGEABLE:
            continue
        un = time_apart(forme(signes))
        if (quatre - rien) > RAPPORT * max(un - rien, 0.01):
            yield nom, un, quatre
    print(f"{len(formes)} formes de {signes} et {4 * signes} signes.")


def main(arguments: list[str]) -> int:
    """Time every form, or those whose name holds a word; tell those that are slow."""
    signes = int(arguments[0]) if arguments else SIGNES
    lentes = 0
    for nom, un, quatre in iter_slow(signes, arguments[1] if arguments[1:] else ""):
        lentes += 1
        print(f"\n{nom} : {un:.2f} s, puis {quatre:.2f} s")
    return 1 if lentes else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
