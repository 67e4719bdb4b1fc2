"""Whom a directive names must be declared: each place where a code stands, one by one."""

from __future__ import annotations

import pytest
from proprietes import charger
from proprietes import charger_juste
from strategies import ecrire

#: What is declared: a member, a tiers, a project, an agreement.
DECLARES = (
    '2024-01-01 custom "ptce-pole" "val" "Pôle du Val"\n  perimetre-defaut: "cellule"',
    '2024-01-01 custom "ptce-membre" "scop" "La Scop"\n  origine: "ess"',
    '2024-01-01 custom "ptce-membre" "ferme" "La Ferme"\n  origine: "ess"',
    '2024-01-01 custom "ptce-tiers" "region" "Région"\n  origine: "public"',
    '2024-01-01 custom "ptce-projet" "halle" "La halle"',
    '2024-01-01 custom "ptce-convention" "accord" "region" 900.00 EUR',
    "2024-01-01 open Assets:512-Banque",
)

#: A directive, with the place of a code → a code that fits there, the error of another.
RENVOIS = {
    'ptce-ca" "{}" 100.00 EUR': ("scop", "MembreInconnu"),
    'ptce-ca" "scop" 100.00 EUR\n  projet: "{}"': ("halle", "ProjetInconnu"),
    'ptce-ca" "scop" 100.00 EUR\n  client: "{}"': ("ferme", "TiersInconnu"),
    'ptce-donnees" "{}" 2025\n  ca: 900.00 EUR': ("scop", "MembreInconnu"),
    'ptce-convention" "autre" "{}" 100.00 EUR': ("region", "TiersInconnu"),
    'ptce-convention" "autre" "region" 100.00 EUR\n  projet: "{}"': (
        "halle",
        "ProjetInconnu",
    ),
    'ptce-echeance" "{}" "compte-rendu" 0.00 EUR': ("accord", "ConventionInconnue"),
    'ptce-emploi" "{}" 1.0': ("halle", "ProjetInconnu"),
    'ptce-emploi" "halle" 1.0\n  membre: "{}"': ("scop", "MembreInconnu"),
    'ptce-cooperation" "{}" "ferme"\n  nature: "commerciale"': (
        "scop",
        "MembreInconnu",
    ),
    'ptce-cooperation" "ferme" "{}"\n  nature: "commerciale"': (
        "scop",
        "MembreInconnu",
    ),
    'ptce-cooperation" "ferme" "scop"\n  projet: "{}"': ("halle", "ProjetInconnu"),
    'ptce-indicateur" "{}" "repas" 12': ("halle", "ProjetInconnu"),
    'ptce-membre" "cae" "La Cae"\n  origine: "ess"\n  issu-de: "{}"': (
        "halle",
        "ProjetInconnu",
    ),
    'ptce-projet" "four" "Le four"\n  chef-de-file: "{}"': ("scop", "TiersInconnu"),
    'ptce-publication" "{}"\n  exercices: "tous"\n  perimetres: "tous"': (
        "region",
        "TiersInconnu",
    ),
    'ptce-budget" "{}" "60" 100.00 EUR': ("halle", "ProjetInconnu"),
}


@pytest.mark.parametrize("renvoi", RENVOIS)
def test_a_code_that_nobody_declares_is_an_error_at_its_line(renvoi: str) -> None:
    """The right code passes; another is told as what it should be."""
    connu, code = RENVOIS[renvoi]
    bloc = f'2025-06-30 custom "{renvoi}'
    charger_juste(ecrire([*DECLARES, bloc.format(connu)]))
    texte = ecrire([*DECLARES, bloc.format("zorglub")])
    (erreur,) = charger(texte).errors
    assert erreur.code == code
    assert "« zorglub »" in erreur.message.replace("\u00a0", " ")
    # Where only a text is read, a key has the place of its directive.
    ou = texte.splitlines().index(bloc.format("zorglub").partition("\n")[0]) + 1
    assert erreur.source["lineno"] == ou
