"""A pole whose every private field holds a word found nowhere else: a canary."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING
from typing import NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

#: One employee, whose pay is nobody's business.
SALAIRE = "2345.67"
FINANCEUR = "region"

_REGISTRE = """
option "title" "{c}"
option "operating_currency" "EUR"
option "documents" "{dossier}"
plugin "ptce_ledger.plugins"
include "{c0}.beancount"
2020-01-01 custom "fava-extension" "ptce_ledger.reports.fava"
; {c} commentaire de la trésorière
2020-01-01 custom "ptce-pole" "bocage" "PTCE du Bocage"
  territoire: "{c}"
  forme: "{c}"
  siren: "{c}"
  perimetre-defaut: "cellule"
2020-01-01 custom "ptce-membre" "fournil" "Le Fournil"
  origine: "ess"
  alias: "{c}; {c}"
  siren: "{c}"
2020-01-01 custom "ptce-membre" "{code}" "{c}"
  origine: "prive"
  alias: "{c}"
2020-01-01 custom "ptce-membre" "{code1}" "{c}"
  origine: "ess"
2020-01-01 custom "ptce-tiers" "region" "Région"
  origine: "public"
  echelon: "region"
  siren: "{c}"
2020-01-01 custom "ptce-tiers" "{code2}" "{c}"
  origine: "public"
  echelon: "departement"
  alias: "{c}"
2020-01-01 custom "ptce-tiers" "{code3}" "{c}"
  origine: "particuliers"
2020-01-01 custom "ptce-projet" "halle" "La halle"
  chef-de-file: "{code}"
  membres: "fournil, {code1}"
2020-01-01 custom "ptce-projet" "{code4}" "{c}"
  membres: "fournil"
2020-01-01 custom "ptce-convention" "conv-region" "region" 9000.00 EUR
  objet: "{c}"
  decision: "{c}"
  nature: "{c}"
  conditions-versement: "{c}"
  dates-versement: "{c}"
2020-01-01 custom "ptce-convention" "{code5}" "{code2}" 4000.00 EUR
  objet: "{c}"
2025-06-30 custom "ptce-echeance" "conv-region" "versement" 3000.00 EUR
  note-privee: "{c}"
2025-06-30 custom "ptce-echeance" "{code5}" "versement" 1000.00 EUR
2020-01-01 custom "ptce-bareme" "{c}"
  pour: "{code}, ess"
  forfait: 250.00 EUR
  objet: "{c}"
2020-01-01 custom "ptce-cle" "{code6}"
  cellule: 1
  halle: 1
2020-01-01 event "{c}" "{c}"
2020-01-01 query "{c}" "SELECT account, '{c}'"
2020-01-01 custom "autre-outil" "{c}"
  note-privee: "{c}"
2025-12-31 custom "ptce-donnees" "{code}" 2025
  ca: 120000.00 EUR
  note-privee: "{c}"
2025-12-31 custom "ptce-ca" "{code}" 5000.00 EUR
  client: "{code1}"
  projet: "halle"
  note-privee: "{c}"
2025-12-31 custom "ptce-ca" "fournil" 3000.00 EUR
  client: "{code2}"
  projet: "{code4}"
2025-12-31 custom "ptce-emploi" "halle" 0.8
  note-privee: "{c}"
2025-12-31 custom "ptce-cooperation" "{code}" "{code1}"
  projet: "{code4}"
2025-12-31 custom "ptce-publication" "region"
  exercices: "2025"
  perimetres: "cellule, halle"
  nommes: "fournil"
"""

_COMPTES = """
2020-01-01 open Assets:{C} EUR
  iban: "{c}"
2020-01-01 open Income:{C} EUR
  type: "subventions"
  note-privee: "{c}"
2020-01-01 open Income:{C1} EUR
  type: "ventes"
2020-01-01 open Expenses:64-{C} EUR
2020-01-01 open Expenses:60-{C} EUR
2020-01-01 open Equity:CVN:86-{C}
2020-01-01 open Equity:CVN:87-{C}
  type: "contributions-volontaires"
  origine: "particuliers"
2020-01-01 price HEURE 12.00 EUR
2025-01-02 note Assets:{CA} "{c}"
2025-01-02 document Assets:{CA} "{dossier}/{piece}.pdf" #{t} ^{t}
"""


#: A report that the pole keeps for itself.
_RAPPORT = """
# {c}
code = "{c}"
titre = "{c}"
[[fiches_propres]]
code = "total"
titre = "{c}"
chiffres = [{ code = "charges", titre = "{c}", de = "charges" }]
[[tableaux_propres]]
code = "fournisseurs"
titre = "{c}"
de = "charges"
cles = ["tiers"]
titres.tiers = "{c}"
colonnes = [{ code = "montant", titre = "{c}" }]
"""


class Canaris(NamedTuple):
    """A ledger, and the words that no funder may read."""

    livre: Path
    mots: list[str]


def write_livre(dossier: Path) -> Canaris:
    """Write the pole in a folder that has a canary of its own in its path."""
    numeros = itertools.count(1)
    mots: list[str] = []

    def word() -> str:
        mots.append(f"zqx{next(numeros):04}k")
        return mots[-1]

    def fill(texte: str, **connus: str) -> str:
        """Put a new canary at each « {c} », « {t} » or « {C} »; others are given."""
        for nom in ("c", "t", "C"):
            while "{" + nom + "}" in texte:
                mot = word()
                dit = connus.get(nom) or (mot.capitalize() if nom == "C" else mot)
                texte = texte.replace("{" + nom + "}", dit, 1)
        for nom, mot in connus.items():
            texte = texte.replace("{" + nom + "}", mot)
        return texte

    racine = dossier / word()
    racine.mkdir()
    inclus, pieces, piece = word(), word(), word()
    codes = [word() for _ in range(7)]
    (racine / pieces).mkdir()
    (racine / pieces / f"{piece}.pdf").write_bytes(b"%PDF-1.4 " + word().encode())
    comptes = {nom: word().capitalize() for nom in ("CA", "CI", "CV", "CS", "CF")}
    cvn = {nom: word().capitalize() for nom in ("C86", "C87")}
    registre = fill(
        _REGISTRE,
        c0=inclus,
        dossier=pieces,
        code=codes[0],
        **{f"code{rang}": code for rang, code in enumerate(codes) if rang},
    )
    plan = _COMPTES
    for nom in ("Assets:{C}", "Income:{C}", "Expenses:64-{C}", "Expenses:60-{C}"):
        cle = {"A": "CA", "I": "CI"}.get(nom[0], "CS" if "64" in nom else "CF")
        plan = plan.replace(nom, nom.replace("{C}", comptes[cle]), 1)
    plan = plan.replace("{C1}", comptes["CV"])
    plan = plan.replace("86-{C}", "86-" + cvn["C86"]).replace(
        "87-{C}", "87-" + cvn["C87"]
    )
    plan = fill(plan, CA=comptes["CA"], dossier=pieces, piece=piece)
    ecritures = "".join(fill(bloc) for bloc in _iter_ecritures(comptes, cvn, codes))
    livre = racine / f"{word()}.beancount"
    rapport = f"{word()}.toml"
    (racine / rapport).write_text(fill(_RAPPORT), encoding="utf-8")
    registre += f'2020-01-01 custom "ptce-rapport" "{rapport}"\n'
    livre.write_text(registre, encoding="utf-8")
    (racine / f"{inclus}.beancount").write_text(plan + ecritures, encoding="utf-8")
    return Canaris(livre, mots)


def _iter_ecritures(
    comptes: dict[str, str], cvn: dict[str, str], codes: list[str]
) -> list[str]:
    """Give one entry of each kind, then many of them."""
    tete = (
        '\n2025-{mois:02}-15 * "{{c}}" "{{c}}" #{{t}} ^{{t}}\n  note-privee: "{{c}}"\n'
    )
    banque = f"  Assets:{comptes['CA']}\n"
    lignes = []
    for mois in (*range(1, 13), 12):
        debut = tete.format(mois=mois)
        tiers = ("region", codes[2], codes[0], "fournil")[mois % 4]
        produit = comptes["CI" if mois % 4 < 2 else "CV"]
        lignes.append(
            f'{debut}  Income:{produit}  -{100 + mois}.00 EUR\n    tiers: "{tiers}"\n'
            f'    note-privee: "{{c}}"\n{banque}'
        )
        lignes.append(
            f'{debut}  tiers: "{codes[3]}"\n  Expenses:60-{comptes["CF"]}  {mois}.50 EUR\n'
            f'    cle: "{codes[6]}"\n{banque}'
        )
    lignes.append(
        f'{tete.format(mois=6)}  convention: "conv-region"\n'
        f"  Expenses:64-{comptes['CS']}  {SALAIRE} EUR\n{banque}"
    )
    lignes.append(
        f"{tete.format(mois=7)}  Equity:CVN:86-{cvn['C86']}  7.25 HEURE\n"
        f"  Equity:CVN:87-{cvn['C87']}  -7.25 HEURE\n"
    )
    return lignes
