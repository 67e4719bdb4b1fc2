"""Report definitions: whatever is wrong in one is told of it, and never of the ledger."""

from __future__ import annotations

import collections
import json
import re
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

import pytest
from anglais import french_left
from definitions import NOTRES
from definitions import copied
from definitions import forget

from ptce_ledger.analyse import construction
from ptce_ledger.analyse.definitions import lecture
from ptce_ledger.analyse.definitions.fichiers import OCTETS_MAX
from ptce_ledger.analyse.definitions.fichiers import DefinitionFausseError
from ptce_ledger.analyse.definitions.fichiers import Fichier
from ptce_ledger.analyse.definitions.fichiers import IllisibleError
from ptce_ledger.analyse.definitions.fichiers import read_text
from ptce_ledger.analyse.definitions.grammaire import CLES
from ptce_ledger.analyse.definitions.lecture import read_definition
from ptce_ledger.analyse.dossier import Dossier
from ptce_ledger.analyse.tables import BLOCS
from ptce_ledger.erreurs.definitions import DefinitionIllisible
from ptce_ledger.erreurs.definitions import DefinitionIncomplete
from ptce_ledger.erreurs.definitions import DefinitionInvalide
from ptce_ledger.lecture.livre import load_livre
from ptce_ledger.mots.euros import ratio
from ptce_ledger.mots.langue import speaking
from ptce_ledger.mots.ordre import ORDRES
from ptce_ledger.rendu.formats import SYNTHESES
from ptce_ledger.rendu.web.vue import Vue
from ptce_ledger.rendu.web.vues import write_views

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from ptce_ledger.analyse.ensemble import Ensemble
    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.faits.facts import Fact

RACINE = Path(__file__).parent.parent
BOCAGE = RACINE / "tests" / "cas" / "bocage"
CLASSES = (DefinitionIllisible, DefinitionInvalide, DefinitionIncomplete)

#: A report with something of each kind, and nothing wrong.
RAPPORT = """\
code = "energie"
titre = "L’énergie du pôle"
filtre.perimetre = ["projet"]
base = "net"
tableaux = ["charges"]
indicateurs = ["autofinancement"]
blocs = ["etp"]
pour_chaque = "projet"
blocs_par_groupe = ["projet"]

[[fiches_propres]]
code = "total"
titre = "Totaux"
chiffres = [
  { code = "charges", titre = "Charges", de = "charges" },
  { code = "achats", titre = "Achats", de = "charges", filtre.type = ["60"] },
  { code = "reste", titre = "Reste", somme = ["charges", "-achats"] },
  { code = "temps", titre = "Temps", de = "contributions", mesure = "heures", signe = 1 },
]

[[tableaux_propres]]
code = "fournisseurs"
titre = "Achats par fournisseur"
de = "charges"
filtre.type = ["60"]
sauf.tiers = ["enercoop"]
cles = ["tiers"]
titres.tiers = "Fournisseur"
tri = "montant"
ventilable = false
colonnes = [
  { code = "montant", titre = "Montant" },
  { code = "part", titre = "Part", part = "montant", compare = false },
]

[[vues]]
genre = "tableau"
code = "charges"
parts = "oui"

[[vues]]
genre = "fiche"
code = "total"

[[vues]]
genre = "indicateurs"
code = "indicateurs"

[[vues]]
genre = "projets"

[[vues_par_groupe]]
genre = "champs"
code = "projet"
"""
CODES = {
    "projet": ["serre"],
    "membre": ["cae"],
    "tiers": ["cae", "enercoop", "serre", "cellule"],
}


#: The smallest ledger that has these codes, and names the report.
LIVRE = """\
plugin "ptce_ledger.plugins"
2025-01-01 custom "ptce-pole" "bocage" "PTCE du Bocage"
2025-01-01 custom "ptce-membre" "cae" "La coopérative"
  origine: "ess"
2025-01-01 custom "ptce-tiers" "enercoop" "Le fournisseur"
  origine: "ess"
2025-01-01 custom "ptce-projet" "serre" "La serre"
  chef-de-file: "cae"
2025-01-01 custom "ptce-rapport" "r.toml"
"""


class Cas(NamedTuple):
    """A change of the report above, and what must be said of it."""

    avant: str
    apres: str
    ou: str
    dit: str
    classe: type[PtceError] = DefinitionInvalide
    remede: str = ""


def _missing(avant: str, ou: str, mot: str, apres: str = "") -> Cas:
    return Cas(avant, apres, ou, f"il manque « {mot} »", DefinitionIncomplete)


FAUTES = {
    # Keys.
    "clé de groupe": Cas(
        "base =", "bases =", "energie", "clé « bases » inconnue", remede="« base »"
    ),
    "clé de fiche": Cas(
        "chiffres = [", "chifres = [", "total", "clé « chifres »", remede="« chiffres »"
    ),
    "clé de chiffre": Cas(
        "signe =", "sine =", "total.temps", "clé « sine »", remede="« signe »"
    ),
    "clé de tableau": Cas(
        "tri =", "trie =", "fournisseurs", "clé « trie »", remede="« tri »"
    ),
    "clé de colonne": Cas(
        "compare =", "compar =", "part", "clé « compar »", remede="« compare »"
    ),
    "clé de vue": Cas(
        "parts =", "part =", "vues.tableau", "clé « part »", remede="« parts »"
    ),
    "clé de fiche dans un tableau": Cas(
        "tri =", "chiffres =", "fournisseurs", "clé « chiffres » inconnue"
    ),
    "part dans une fiche": Cas(
        'mesure = "heures"', 'part = "achats"', "total.temps", "clé « part » inconnue"
    ),
    # What is missing.
    "sans code": _missing('code = "energie"\n', "groupe", "code"),
    "sans titre": _missing('titre = "L’énergie du pôle"\n', "energie", "titre"),
    "fiche sans code": _missing(
        'code = "total"\ntitre = "T', "fiche", "code", 'titre = "T'
    ),
    "fiche sans titre": _missing('titre = "Totaux"\n', "total", "titre"),
    "chiffre sans titre": _missing('titre = "Achats", ', "total.achats", "titre"),
    "chiffre sans code": _missing('code = "achats", ', "total.chiffre", "code"),
    "tableau sans titre": _missing(
        'titre = "Achats par fournisseur"\n', "fournisseurs", "titre"
    ),
    "tableau sans clés": _missing('cles = ["tiers"]\n', "fournisseurs", "cles"),
    "colonne sans titre": _missing('titre = "Part", ', "fournisseurs.part", "titre"),
    "vue sans genre": _missing('genre = "fiche"\n', "energie.vues", "genre"),
    "vue sans code": _missing('code = "total"\n\n', "energie.vues.fiche", "code", "\n"),
    # Kinds.
    "code d’un autre genre": Cas(
        'code = "energie"', "code = 12", "groupe.code", "valeur « 12 » refusée"
    ),
    "code qui n’en est pas un": Cas(
        'code = "energie"', 'code = "Énergie"', "Énergie.code", "valeur « Énergie »"
    ),
    "code d’un signe": Cas('code = "energie"', 'code = "e"', "e.code", "« e » refusée"),
    "code souligné": Cas('code = "energie"', 'code = "a_b"', "code", "« a_b » refusée"),
    "titre vide": Cas('titre = "Totaux"', 'titre = " "', "total.titre", "valeur « "),
    "titre d’un autre genre": Cas(
        'titre = "Totaux"', "titre = true", "total.titre", "valeur « true » refusée"
    ),
    "titre trop long": Cas(
        'titre = "Totaux"', f'titre = "{"x" * 121}"', "total.titre", "xx… » refusée"
    ),
    "date": Cas("signe = 1", "signe = 2025-01-01", "signe", "« 2025-01-01 » refusée"),
    "nombre à virgule": Cas("signe = 1", "signe = 1.0", "signe", "« 1.0 » refusée"),
    "signe": Cas("signe = 1", "signe = 2", "temps.signe", "« 2 » refusée"),
    "signe booléen": Cas("signe = 1", "signe = true", "signe", "« true » refusée"),
    "booléen": Cas(
        "compare = false", 'compare = "non"', "part.compare", "« non » refusée"
    ),
    "liste": Cas(
        'blocs = ["etp"]', 'blocs = "etp"', "energie.blocs", "« etp » refusée"
    ),
    "liste de nombres": Cas(
        'cles = ["tiers"]', "cles = [1]", "fournisseurs.cles", "« […] » refusée"
    ),
    "clés vides": Cas('cles = ["tiers"]', "cles = []", "cles", "« […] » refusée"),
    "somme vide": Cas(
        'somme = ["charges", "-achats"]', "somme = []", "reste.somme", "« […] » refusée"
    ),
    "filtre vide": Cas(
        'filtre.perimetre = ["projet"]', "filtre.perimetre = []", "perimetre", "« […] »"
    ),
    "filtre d’un mot": Cas(
        'filtre.perimetre = ["projet"]',
        'filtre.perimetre = "projet"',
        "energie.filtre.perimetre",
        "« projet » refusée",
    ),
    "filtre qui n’en est pas un": Cas(
        'filtre.perimetre = ["projet"]', "filtre = 1", "filtre", "« 1 » refusée"
    ),
    "titre de clé": Cas(
        'titres.tiers = "Fournisseur"',
        "titres.tiers = 1",
        "fournisseurs.titres.tiers",
        "« 1 » refusée",
    ),
    "chemin": Cas(
        'titre = "Montant" }', 'titre = "M", chemin = "a/b" }', "chemin", "« a/b »"
    ),
    "vues d’un autre genre": Cas(
        "[[vues_par_groupe]]", "[vues_par_groupe]", "vues_par_groupe", "« {…} »"
    ),
    "genre de vue d’un autre genre": Cas(
        'genre = "fiche"', "genre = []", "energie.vues", "genre de vue « […] » inconnu"
    ),
    "tableau de vue d’un autre genre": Cas(
        'genre = "fiche"\ncode = "total"',
        'genre = "fiche"\ncode = 1',
        "energie.vues.fiche.code",
        "« 1 » refusée",
    ),
    # Words of closed lists.
    "mot d’un filtre": Cas(
        '["projet"]', '["projets"]', "energie.filtre.perimetre", "mot « projets »"
    ),
    "clé accentuée": Cas(
        "filtre.perimetre",
        "filtre.perimètre = []\nsauf.perimetr",
        "energie",
        "",
        DefinitionIllisible,
    ),
    "colonne": Cas(
        "filtre.perimetre",
        "filtre.perimetr",
        "energie.filtre",
        "colonne « perimetr » inconnue",
        remede="« perimetre »",
    ),
    "code du registre": Cas(
        'sauf.tiers = ["enercoop"]',
        'sauf.tiers = ["enercop"]',
        "fournisseurs.sauf.tiers",
        "mot « enercop » inconnu",
        remede="« enercoop »",
    ),
    "sélection": Cas(
        'de = "contributions"',
        'de = "contribution"',
        "total.temps.de",
        "sélection « contribution » inconnue",
        remede="« contributions »",
    ),
    "mesure": Cas(
        '"heures"', '"heure"', "mesure", "mot « heure »", remede="« heures »"
    ),
    "base": Cas('base = "net"', 'base = "nets"', "energie.base", "mot « nets »"),
    "pour_chaque": Cas(
        'pour_chaque = "projet"', 'pour_chaque = "membre"', "pour_chaque", "« membre »"
    ),
    "tableau": Cas(
        'tableaux = ["charges"]',
        'tableaux = ["charge"]',
        "energie.tableaux",
        "tableau « charge » inconnu",
        remede="« charges »",
    ),
    "indicateur": Cas(
        '"autofinancement"',
        '"autofinancements"',
        "energie.indicateurs",
        "indicateur « autofinancements » inconnu",
        remede="« autofinancement »",
    ),
    "bloc": Cas('["etp"]', '["etpp"]', "blocs", "bloc « etpp »", remede="« etp »"),
    "bloc d’un projet": Cas(
        '["etp"]', '["projet"]', "blocs", "bloc « projet » inconnu"
    ),
    "bloc du pôle entier": Cas(
        'groupe = ["projet"]', 'groupe = ["membres"]', "blocs_par_groupe", "« membres »"
    ),
    "clé de groupement": Cas(
        'cles = ["tiers"]',
        'cles = ["tier"]',
        "cles",
        "clé de tableau « tier » inconnue",
    ),
    "titre d’une autre clé": Cas(
        "titres.tiers", "titres.type", "fournisseurs.titres", "clé « type » inconnue"
    ),
    "tri": Cas(
        'tri = "montant"',
        'tri = "montants"',
        "fournisseurs.tri",
        "chiffre « montants » inconnu",
        remede="« montant »",
    ),
    "part": Cas(
        'part = "montant"', 'part = "montan"', "part.part", "chiffre « montan » inconnu"
    ),
    "part d’elle-même": Cas('part = "montant"', 'part = "part"', "part", "« part »"),
    "somme d’un inconnu": Cas(
        '"-achats"', '"-achat"', "total.reste.somme", "« achat »", remede="« achats »"
    ),
    "somme d’un suivant": Cas('"-achats"', '"-temps"', "reste.somme", "« temps »"),
    "somme de deux signes": Cas('"-achats"', '"--achats"', "somme", "« -achats »"),
    "genre de vue": Cas(
        'genre = "fiche"', 'genre = "fich"', "vues", "« fich »", remede="« fiche »"
    ),
    "tableau d’une vue": Cas(
        'genre = "tableau"\ncode = "charges"\nparts = "oui"',
        'genre = "tableau"\ncode = "charge"',
        "energie.vues.tableau",
        "tableau « charge » inconnu de cette vue",
        remede="« charges »",
    ),
    "fiche prise pour un tableau": Cas(
        'genre = "fiche"', 'genre = "tableau"', "vues.tableau", "« total » inconnu de"
    ),
    "tableau pris pour une matrice": Cas(
        'genre = "fiche"', 'genre = "matrice"', "vues.matrice", "« total » inconnu de"
    ),
    "option de vue": Cas('parts = "oui"', 'parts = "non"', "parts", "mot « non »"),
    # One name a thing.
    "clé nommée deux fois": Cas(
        'cles = ["tiers"]', 'cles = ["tiers", "tiers"]', "fournisseurs", "deux fois"
    ),
    "chiffre ajouté deux fois": Cas(
        '"-achats"', '"-charges"', "total.reste.somme", "« charges » nommé deux fois"
    ),
    "code d’un chiffre": Cas(
        'code = "reste"', 'code = "achats"', "total.achats", "code « achats » déjà pris"
    ),
    "code d’une colonne": Cas(
        'code = "part", titre',
        'code = "tiers", titre',
        "fournisseurs",
        "« tiers » déjà",
    ),
    "code d’un tableau": Cas(
        'code = "fournisseurs"', 'code = "charges"', "energie", "« charges » déjà pris"
    ),
    "code d’un bloc": Cas(
        'code = "fournisseurs"', 'code = "etp"', "energie", "code « etp » déjà pris"
    ),
    "code réservé": Cas(
        'code = "fournisseurs"', 'code = "projets"', "energie", "« projets » déjà pris"
    ),
    "tableau repris deux fois": Cas(
        '["charges"]', '["charges", "charges"]', "energie", "« charges » déjà pris"
    ),
    "bloc repris deux fois": Cas(
        '["etp"]', '["etp", "etp"]', "energie", "« etp » déjà"
    ),
    "indicateur repris deux fois": Cas(
        '["autofinancement"]',
        '["autofinancement", "autofinancement"]',
        "energie.indicateurs",
        "nommé deux fois",
    ),
    "chemin d’un autre chiffre": Cas(
        'titre = "Montant" }',
        'titre = "Montant", chemin = "achats" }',
        "fournisseurs.montant",
        "chemin « achats » d’un autre chiffre",
    ),
    "chemin de deux chiffres": Cas(
        'titre = "Achats", ',
        'titre = "Achats", chemin = "charges", ',
        "total.achats",
        "chemin « charges » déjà pris",
    ),
    "chemin de deux tableaux": Cas(
        'de = "charges"\nfiltre.type = ["60"]\nsauf.tiers = ["enercoop"]\n'
        'cles = ["tiers"]\ntitres.tiers = "Fournisseur"\ntri = "montant"\n'
        'ventilable = false\ncolonnes = [\n  { code = "montant", titre = "Montant" }',
        'de = "charges"\ncles = ["tiers"]\ncolonnes = [\n  '
        '{ code = "montant", titre = "Montant", chemin = "charges" }',
        "fournisseurs.montant",
        "chemin « charges » déjà pris",
    ),
    # What means nothing, or would be nothing.
    "chiffre sans nature": Cas(
        'titre = "Charges", de = "charges"',
        'titre = "Charges"',
        "total.charges",
        "chiffre « charges » sans nature",
    ),
    "filtre contraire": Cas(
        'de = "charges", filtre.type = ["60"]',
        'de = "charges", filtre.type = ["ventes"]',
        "total.achats",
        "filtre sur « type » qui ne garde rien",
    ),
    "filtre contraire à celui du groupe": Cas(
        'de = "charges", filtre.type = ["60"]',
        'de = "charges", filtre.perimetre = ["cellule"]',
        "total.achats",
        "filtre sur « perimetre » qui ne garde rien",
    ),
    "heures de charges": Cas(
        'de = "contributions"', 'de = "charges"', "total.temps", "mesure « heures »"
    ),
    "somme d’heures et d’euros": Cas(
        '{ code = "temps"',
        '{ code = "t", titre = "T", somme = ["reste"], mesure = "heures" },\n  '
        '{ code = "temps"',
        "total.t",
        "somme de mesures différentes, « reste »",
    ),
    "somme et filtre": Cas(
        'titre = "Reste", ', 'titre = "Reste", signe = -1, ', "reste", "« signe » sans"
    ),
    "part et filtre": Cas(
        'part = "montant",', 'part = "montant", de = "charges",', "part", "« de » sans"
    ),
    "type de charges": Cas(
        'cles = ["tiers"]\ntitres.tiers = "Fournisseur"',
        'cles = ["type"]',
        "fournisseurs",
        "clé de tableau « type » de ce qui se dit par classe",
    ),
    "classe de ressources": Cas(
        'de = "charges"\nfiltre.type = ["60"]\nsauf.tiers = ["enercoop"]\n'
        'cles = ["tiers"]\ntitres.tiers = "Fournisseur"',
        'de = "ressources"\ncles = ["classe"]',
        "fournisseurs",
        "clé de tableau « classe » de ce qui n’a pas de classe",
    ),
    "complet sans vocabulaire": Cas(
        "ventilable = false", "complet = true", "fournisseurs", "« complet » ne va pas"
    ),
    "ventilable par phase": Cas(
        'cles = ["tiers"]\ntitres.tiers = "Fournisseur"\ntri = "montant"\n'
        "ventilable = false",
        'cles = ["phase"]\nventilable = true',
        "fournisseurs",
        "« ventilable » ne va pas",
    ),
    "tableau repris d’une autre nature": Cas(
        'base = "net"',
        'base = "net"\nfiltre.nature = ["produit"]',
        "charges",
        "filtre sur « nature » qui ne garde rien",
    ),
    "tableau vide": Cas(
        'de = "charges"\nfiltre.type = ["60"]',
        'de = "charges"\nfiltre.perimetre = ["cellule"]',
        "fournisseurs",
        "filtre sur « perimetre » qui ne garde rien",
    ),
    "colonne sans nature": Cas(
        'de = "charges"\nfiltre.type = ["60"]\n',
        "",
        "fournisseurs.montant",
        "chiffre « montant » sans nature",
    ),
    "somme d’heures et d’euros dans un tableau": Cas(
        '{ code = "part"',
        '{ code = "h", titre = "H", mesure = "heures", somme = ["montant"] },\n  '
        '{ code = "part"',
        "fournisseurs.h",
        "somme de mesures différentes, « montant »",
    ),
    "projets dans un projet": Cas(
        'genre = "champs"\ncode = "projet"',
        'genre = "projets"',
        "energie.vues_par_groupe.projets",
        "vue « projets » d’un groupe sans projets",
    ),
    "parts sans total": Cas(
        'code = "charges"\nparts',
        'code = "fournisseurs"\nparts',
        "energie.vues.tableau",
        "vue « parts » sans les totaux",
    ),
    "compte sans total": Cas(
        'genre = "fiche"\ncode = "total"',
        'genre = "compte"\ngauche = "charges"\ndroite = "charges"\npied = "charges"',
        "energie.vues.compte",
        "tableau « charges » inconnu de cette vue",
    ),
    "par projet sans projets": Cas(
        'pour_chaque = "projet"\n', "", "energie", "clé « blocs_par_groupe » sans effet"
    ),
    "par projet d’un autre groupe": Cas(
        'filtre.perimetre = ["projet"]\n', "", "energie", "« pour_chaque » d’un groupe"
    ),
    # Files.
    "TOML": Cas("base =", "base", "", "ce n’est pas du TOML", DefinitionIllisible),
    "clé écrite deux fois": Cas(
        'base = "net"', 'base = "net"\nbase = "net"', "", "TOML", DefinitionIllisible
    ),
    "ligne sans fin": Cas(
        "base =", "#" * 1001 + "\nbase =", "", "1000 signes", DefinitionIllisible
    ),
    "signe nul": Cas("base =", "\0base =", "", "TOML", DefinitionIllisible),
}


_TETE = 'code = "petit"\ntitre = "Petit"\n'
_PAR_PROJET = 'filtre.perimetre = ["projet"]\npour_chaque = "projet"\n'
_CHIFFRES = 'chiffres = [{ code = "c", titre = "C", de = "charges" }]\n'
#: Reports that a change of the one above would not make: their text, what is said.
PETITS = {
    "vide": (_TETE, "« petit » : il manque « tableaux »"),
    "listes vides": (f"{_TETE}tableaux = []\nblocs = []", "il manque « tableaux »"),
    "bloc de chaque projet": (
        (
            f'{_TETE}{_PAR_PROJET}blocs_par_groupe = ["etp"]\n'
            f'[[fiches_propres]]\ncode = "etp"\ntitre = "T"\n{_CHIFFRES}'
        ),
        "« petit » : code « etp » déjà pris",
    ),
    "projets sans totaux": (
        f'{_TETE}{_PAR_PROJET}tableaux = ["charges"]\n[[vues]]\ngenre = "projets"',
        "« petit.vues.projets » : vue « projets » sans les totaux qu’elle montre",
    ),
    "compte sans totaux": (
        (
            f'{_TETE}tableaux = ["charges", "ressources", "contributions"]\n'
            f'[[fiches_propres]]\ncode = "total"\ntitre = "T"\n{_CHIFFRES}'
            '[[vues]]\ngenre = "compte"\ngauche = "charges"\ndroite = "ressources"\n'
            'pied = "contributions"'
        ),
        "« petit.vues.compte » : vue « compte » sans les totaux qu’elle montre",
    ),
    "parts d’une part": (
        (
            f'{_TETE}[[fiches_propres]]\ncode = "total"\ntitre = "T"\n'
            'chiffres = [{ code = "part", titre = "C", de = "charges" }]\n'
            '[[tableaux_propres]]\ncode = "t"\ntitre = "T"\nde = "charges"\n'
            'cles = ["tiers"]\ncolonnes = [{ code = "m", titre = "M" }, '
            '{ code = "part", titre = "P", part = "m" }]\n'
            '[[vues]]\ngenre = "tableau"\ncode = "t"\nparts = "oui"'
        ),
        "« petit.vues.tableau » : vue « parts » sans les totaux qu’elle montre",
    ),
    "phases d’une part": (
        (
            f'{_TETE}[[tableaux_propres]]\ncode = "t"\ntitre = "T"\nde = "charges"\n'
            'ventilable = true\ncles = ["tiers"]\ncolonnes = [{ code = "m", titre = "M" }, '
            '{ code = "part", titre = "P", part = "m" }]\n'
            '[[vues]]\ngenre = "phases"\ncode = "t_par_phase"'
        ),
        "« petit.vues.phases » : tableau « t_par_phase » inconnu de cette vue",
    ),
    "années côte à côte": (
        (
            f'{_TETE}[[fiches_propres]]\ncode = "t_m"\ntitre = "T"\n{_CHIFFRES}'
            '[[tableaux_propres]]\ncode = "t"\ntitre = "T"\nde = "charges"\n'
            'cles = ["tiers"]\ncolonnes = [{ code = "m", titre = "M" }, '
            '{ code = "n", titre = "N" }]\n'
        ),
        "« petit » : code « t_m » déjà pris",
    ),
    "chemin d’un bloc": (
        (
            f'{_TETE}blocs = ["membres"]\n[[fiches_propres]]\ncode = "f"\ntitre = "T"\n'
            'chiffres = [{ code = "ca_imputable", titre = "C", de = "ca" }]\n'
            '[[tableaux_propres]]\ncode = "t"\ntitre = "T"\nde = "ca"\ncles = ["membre"]\n'
            'colonnes = [{ code = "ca_imputable", titre = "M" }]\n'
        ),
        "« t.ca_imputable » : chemin « ca-imputable » déjà pris",
    ),
    "somme sans fin": (
        f'{_TETE}[[fiches_propres]]\ncode = "f"\ntitre = "T"\nchiffres = [\n'
        '{ code = "a0", titre = "A", de = "charges" },\n'
        + "\n".join(
            f'{{ code = "a{rang}", titre = "A", somme = '
            f"{json.dumps([f'a{autre}' for autre in range(rang)])} }},"
            for rang in range(1, 13)
        )
        + "\n]\n",
        "« f.a11 » : somme « a11 » de trop de sommes",
    ),
}


def faults(texte: str, nom: str = "r.toml") -> list[PtceError]:
    """List what is wrong in the text of a report."""
    try:
        read_definition(Fichier(f"/livre/{nom}", nom, texte), CODES)
    except DefinitionFausseError as fausse:
        return fausse.errors
    return []


def test_the_report_is_right() -> None:
    """Else none of what follows proves anything."""
    assert faults(RAPPORT) == []


@pytest.mark.parametrize(
    "cle",
    [
        "type",
        "origine",
        "classe",
        "phase",
        "perimetre",
        "projet",
        "membre",
        "tiers",
        "echelon",
        "preuve",
        "nature",
    ],
)
def test_a_table_has_its_rows_by_any_axis(cle: str) -> None:
    """Each axis of the facts makes rows, of what the books hold in it."""
    de = "charges" if cle == "classe" else "ressources"
    texte = (
        f'{_TETE}[[tableaux_propres]]\ncode = "t"\ntitre = "T"\nde = "{de}"\n'
        f'cles = ["{cle}"]\ncolonnes = [{{ code = "c", titre = "C", de = "{de}" }}]\n'
    )
    assert faults(texte) == []
    faux = texte.replace(f'["{cle}"]', f'["{cle}s"]')
    assert f"« {cle}s » inconnu" in faults(faux)[0].parts()[0].replace("\u00a0", " ")


@pytest.mark.parametrize("nom", FAUTES)
def test_a_fault_is_an_error_of_its_definition(nom: str) -> None:
    """Its class, its place in the file, the word at fault, and the right one when close."""
    cas = FAUTES[nom]
    assert RAPPORT.count(cas.avant) >= 1
    texte = RAPPORT.replace(cas.avant, cas.apres, 1)
    error = faults(texte)[0]
    constat, remede, _ = (part.replace("\u00a0", " ") for part in error.parts())
    assert type(error) is cas.classe
    assert cas.dit in constat
    assert "{" not in remede
    if cas.ou:
        assert f"{cas.ou} »" in constat or cas.classe is DefinitionIllisible
    if cas.remede:
        assert f"Vouliez-vous dire {cas.remede} ?" in remede
    assert error.source["filename"] == "/livre/r.toml"
    ligne = texte.split("\n")[error.source["lineno"] - 1]
    cite = re.search(r"« ([^«»]+) » (?:inconnu|refusée|déjà|sans|nommé|d’un)", constat)
    if cite and cite[1] not in ("[…]", "{…}", " ") and "…" not in cite[1]:
        assert cite[1] in ligne
    assert faults(texte) == faults(texte)


@pytest.mark.parametrize("nom", PETITS)
def test_a_report_that_makes_no_sense(nom: str) -> None:
    """What no line says wrong by itself."""
    texte, dit = PETITS[nom]
    constats = [e.parts()[0].replace("\u00a0", " ") for e in faults(texte)]
    assert dit in constats[0]


@pytest.mark.parametrize(
    "chemin",
    [
        "ca-imputable",
        "echanges-entre-membres",
        "vendu-au-pole",
        "verse-par-les-membres",
        "activite-nette",
    ],
)
def test_the_short_names_of_a_block_are_taken(chemin: str) -> None:
    """Two figures of a level never answer to one name."""
    texte = (
        f'{_TETE}blocs = ["elargi"]\n[[fiches_propres]]\ncode = "f"\ntitre = "T"\n'
        f'chiffres = [{{ code = "c", titre = "C", de = "charges", chemin = "{chemin}" }}]\n'
    )
    constats = [e.parts()[0].replace("\u00a0", " ") for e in faults(texte)]
    assert any(f"chemin « {chemin} » déjà pris" in constat for constat in constats)
    assert not faults(texte.replace(f' chemin = "{chemin}"', ' chemin = "a-nous"'))


@pytest.mark.parametrize("code", ["projet", "projets", "indicateurs"])
def test_a_table_takes_no_name_of_its_group(code: str) -> None:
    """What a group holds besides tables answers to its own name."""
    texte = (
        f'{_TETE}[[tableaux_propres]]\ncode = "{{}}"\ntitre = "T"\nde = "charges"\n'
        'cles = ["classe"]\ncolonnes = [{{ code = "c", titre = "C", de = "charges" }}]\n'
    )
    assert faults(texte.format("autre")) == []
    constats = [e.parts()[0].replace("\u00a0", " ") for e in faults(texte.format(code))]
    assert any(f"code « {code} » déjà pris" in constat for constat in constats)


@pytest.mark.parametrize("cle", ["code", "titre", "chiffres"])
def test_a_card_lacks_nothing(cle: str) -> None:
    """A card without a code, a title or a figure is told as such."""
    lignes = {
        "code": 'code = "f"',
        "titre": 'titre = "T"',
        "chiffres": 'chiffres = [{ code = "c", titre = "C", de = "charges" }]',
    }
    entier = f"{_TETE}[[fiches_propres]]\n"
    assert faults(entier + "\n".join(lignes.values())) == []
    del lignes[cle]
    error = faults(entier + "\n".join(lignes.values()))[0]
    assert isinstance(error, DefinitionIncomplete)
    assert f"« {cle} »" in error.parts()[0].replace("\u00a0", " ")


@pytest.mark.parametrize(("de_trop", "refuse"), [(0, False), (1, True)])
def test_a_file_of_a_report_has_a_size(
    tmp_path: Path,
    de_trop: int,
    refuse: bool,  # noqa: FBT001
) -> None:
    """The last octet that is accepted, and the first that is not."""
    chemin = tmp_path / "r.toml"
    chemin.write_bytes(RAPPORT.encode().ljust(OCTETS_MAX + de_trop, b"\n"))
    if refuse:
        with pytest.raises(IllisibleError):
            read_text(str(chemin))
    else:
        assert len(read_text(str(chemin))) > len(RAPPORT)


def _texts() -> dict[str, str]:
    """Give each wrong report."""
    grands = {n: RAPPORT.replace(c.avant, c.apres, 1) for n, c in FAUTES.items()}
    return grands | {nom: texte for nom, (texte, _) in PETITS.items()}


@pytest.mark.parametrize("nom", _texts())
def test_a_fault_is_said_in_english(nom: str) -> None:
    """No French is left of it, but what the definition holds."""
    texte = _texts()[nom]
    for error in faults(texte):
        with speaking("en"):
            anglais = error.parts()
        assert anglais[0] != error.parts()[0]
        assert anglais[1] != error.parts()[1]
        assert french_left(error, texte) == []


def test_no_fault_accuses_the_ledger(tmp_path: Path) -> None:
    """Through the plugins: the same errors, at the same place, whatever the fault."""
    livre = tmp_path / "main.beancount"
    livre.write_text(LIVRE, encoding="utf-8")
    rapport = tmp_path / "r.toml"
    rapport.write_text(RAPPORT, encoding="utf-8")
    assert load_livre(livre).errors == []
    for nom, texte in _texts().items():
        rapport.write_text(texte, encoding="utf-8")
        errors = load_livre(livre).errors
        attendues = faults(texte)
        assert {type(e) for e in errors} <= set(CLASSES), nom
        assert {e.source["filename"] for e in errors} == {str(rapport)}, nom
        trouves = sorted((e.source["lineno"], e.message) for e in errors)
        assert trouves == sorted({(e.source["lineno"], e.message) for e in attendues})


def test_every_fault_of_a_file_is_told_at_once() -> None:
    """Up to a number that one can read; each at its own line."""
    texte = RAPPORT.replace("base =", "bases =").replace('"etp"', '"ept"')
    texte = texte.replace('mesure = "heures"', 'mesure = "heure"')
    assert [e.mots["ou"] for e in faults(texte)] == ["energie"]
    texte = texte.replace("bases =", "base =")
    lignes = [e.source["lineno"] for e in faults(texte)]
    assert lignes == [7, 18]
    autant = "\n".join(f'filtre.x{rang} = ["a"]' for rang in range(90))
    assert len(faults(RAPPORT.replace("base =", f"{autant}\nbase =", 1))) == 20


# Mutations of the program's own definitions.

#: A key and its value, neither of which holds another.
_PAIRE = re.compile(
    r"(?P<cle>[\w.-]+) = "
    r'(?P<valeur>"[^"\n]*"|\[[^\[\]{}]*\]|-?\d+|true|false)'
)
_MOT = re.compile(r'"([^"]*)"')
#: What a value is changed for: one of each type of TOML.
_AUTRES = ("3", "1.5", "true", "2025-01-01", '""', "[]", "[1]", '["a"]', "{ a = 1 }")
_LIBRES = ("titre", "code", "chemin")


class Mutation(NamedTuple):
    """A change of one of our files: what it does, and its text once changed."""

    genre: str
    fichier: str
    texte: str
    ligne: int
    #: The word as it was, where one letter of it changed.
    juste: str = ""
    #: Whether what was changed is a title, a code or a short name.
    libre: bool = False


def _typo(mot: str) -> str:
    """Change a letter of a word."""
    rang = len(mot) // 2
    return f"{mot[:rang]}{'x' if mot[rang] != 'x' else 'y'}{mot[rang + 1 :]}"


def mutations() -> Iterator[Mutation]:
    """Change each pair of our definitions, in each way."""
    for chemin in sorted(NOTRES.glob("*.toml")):
        texte = chemin.read_text(encoding="utf-8")
        paires = list(_PAIRE.finditer(texte))
        for paire, suivante in zip(paires, [*paires[1:], paires[0]], strict=True):
            yield from _of_pair(chemin.name, texte, paire, suivante)
        for section in re.finditer(r"^\[+([\w.-]+)\]+$", texte, re.MULTILINE):
            neuf = (
                texte[: section.start(1)] + _typo(section[1]) + texte[section.end(1) :]
            )
            ligne = texte.count("\n", 0, section.start()) + 1
            libre = "." in section[1]
            mot = section[1].rpartition(".")[2]
            yield Mutation("section", chemin.name, neuf, ligne, mot, libre)


def _of_pair(
    nom: str, texte: str, paire: re.Match[str], suivante: re.Match[str]
) -> Iterator[Mutation]:
    cle, valeur = paire["cle"], paire["valeur"]
    ligne = texte.count("\n", 0, paire.start()) + 1
    libre = cle in _LIBRES or cle.startswith("titres.")

    def put(debut: int, fin: int, neuf: str) -> str:
        return texte[:debut] + neuf + texte[fin:]

    dernier = cle.rpartition(".")[2]
    for mot in cle.split("."):
        ou = paire.start("cle") + cle.index(mot)
        neuf = put(ou, ou + len(mot), _typo(mot))
        yield Mutation("clé", nom, neuf, ligne, mot, cle.startswith("titres."))
    if dernier != cle:
        ou = paire.start("cle") + len(cle) - len(dernier)
        yield Mutation("colonne", nom, put(ou, paire.end("cle"), "nature"), ligne)
    fin = paire.end() + (2 if texte[paire.end() :].startswith(", ") else 0)
    debut = paire.start() - (2 if texte[: paire.start()].endswith(", ") else 0)
    debut = paire.start() if fin > paire.end() else debut
    yield Mutation("retrait", nom, put(debut, fin, ""), ligne, "", libre)
    for rang in range(2):
        autre = _AUTRES[(ligne + paire.start() + 5 * rang) % len(_AUTRES)]
        yield Mutation("type", nom, put(*paire.span("valeur"), autre), ligne, "", libre)
    neuf = put(*paire.span("valeur"), suivante["valeur"])
    yield Mutation("échange", nom, neuf, ligne, "", libre)
    for mot in _MOT.finditer(valeur):
        if mot[1]:
            ou = paire.start("valeur") + mot.start(1)
            la = texte.count("\n", 0, ou) + 1
            neuf = put(ou, ou + len(mot[1]), _typo(mot[1]))
            yield Mutation("lettre", nom, neuf, la, mot[1].lstrip("-"), libre)
            double = put(ou - 1, ou - 1, f"{mot[0]}, ") if "[" in valeur else None
            if double:
                yield Mutation("double", nom, double, la, "", libre)


@pytest.fixture
def dossier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Have the program read its definitions in a copy, that a test may change."""
    with copied(tmp_path, monkeypatch) as copie:
        yield copie


def load_all() -> list[PtceError]:
    """Read all of our definitions, and list what is wrong in the first that is wrong."""
    forget()
    try:
        lecture.load_niveaux()
        lecture.load_annexe()
        lecture.load_controle()
    except DefinitionFausseError as fausse:
        return fausse.errors
    return []


def test_one_of_ours_that_is_no_text_is_named(dossier: Path) -> None:
    """Its file is said where an editor looks for it, and in the sentence."""
    (dossier / "niveau-2.toml").write_bytes(b"\xff\xfe")
    (erreur,) = load_all()
    assert type(erreur) is DefinitionIllisible
    assert erreur.source["filename"] == str(dossier / "niveau-2.toml")
    assert "niveau-2.toml" in erreur.message


def test_no_mutation_of_ours_is_silent(dossier: Path) -> None:
    """Refused at its place; or read, and every figure is then what its text says."""
    livre = load_livre(BOCAGE)
    essais = Dossier(livre.releve)
    ensemble = essais.ensemble(essais.exercices[-1])
    comptes: collections.Counter[str] = collections.Counter()
    lues = 0
    loin: list[Mutation] = []
    muettes: list[Mutation] = []
    for mutation in mutations():
        fichier = dossier / mutation.fichier
        avant = fichier.read_text(encoding="utf-8")
        fichier.write_text(mutation.texte, encoding="utf-8")
        errors = load_all()
        comptes["toutes"] += 1
        comptes[f"{mutation.genre}, {'refusée' if errors else 'lue'}"] += 1
        for error in errors:
            assert isinstance(error, CLASSES)
            assert Path(error.source["filename"]).parent == dossier
            lignes = Path(error.source["filename"]).read_text("utf-8").split("\n")
            assert 1 <= error.source["lineno"] <= len(lignes)
        if not errors:
            check_figures(ensemble, dossier)
            lues += 1
            # A title changes no face but by a letter: a part of them is enough.
            if not mutation.libre or not lues % 8:
                check_faces(Dossier(livre.releve))
        elif mutation.genre in ("lettre", "clé") and not mutation.libre:
            ici = [e for e in errors if e.source["filename"] == str(fichier)]
            if not any(e.source["lineno"] == mutation.ligne for e in ici):
                loin.append(mutation)
            if not any(mutation.juste in e.message for e in errors):
                muettes.append(mutation)
        fichier.write_text(avant, encoding="utf-8")
    assert comptes["toutes"] > 300
    assert comptes["lettre, refusée"] > 100
    assert (loin, muettes) == ([], [])


class Ouverts:
    """Links that lead to a figure of the ledger, or fail the test."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier

    def page(self, nom: str, **demande: str) -> str:
        """Give some address."""
        return f"{nom}{demande}"

    def chiffre(self, chemin: str, exercice: int) -> str:
        """Find the figure: it must be there."""
        trouve = self._dossier.find(exercice, chemin)
        return f"{trouve.adresse}"

    def compte(self, nom: str) -> str:
        """Give some address."""
        return nom

    def ecriture(self, fact: Fact) -> str:
        """Give some address."""
        return fact.fichier


def check_faces(dossier: Dossier) -> None:
    """Write a synthesis on every face; each link of its views leads to a figure."""
    syntheses = [dossier.synthese(annee) for annee in dossier.exercices]
    for face in SYNTHESES.values():
        assert face(syntheses[-1:])
        assert face(syntheses)
    annexe = dossier.annexe(dossier.exercices[-1])
    vue = Vue(syntheses[-1], annexe, Ouverts(dossier))
    for groupe in syntheses[-1].groupes(annexe):
        for chacun in groupe.walk():
            write_views(vue, chacun)


# What a definition says, read again by other means: its figures, one by one.


def check_figures(ensemble: Ensemble, dossier: Path) -> None:
    """Set what is built beside what the text of the definitions says of the facts."""
    definitions = (
        *lecture.load_niveaux(),
        lecture.load_annexe(),
        lecture.load_controle(),
    )
    communs = tomllib.loads((dossier / "tableaux.toml").read_text("utf-8"))
    noms = [*(f"niveau-{n}" for n in lecture.levels()), "annexe", "controle"]
    for nom, definition in zip(noms, definitions, strict=True):
        brut = tomllib.loads((dossier / f"{nom}.toml").read_text("utf-8"))
        groupe = construction.build(definition, ensemble, "phase")
        attendus = dict(_expected(brut, communs, ensemble.facts))
        trouves = {
            (table.code, ligne.cles, colonne.code): valeur
            for table in groupe.tableaux
            for ligne, colonne, valeur in table.iter_cells()
            if table.code not in ("indicateurs", "assise", *BLOCS)
            and not table.code.endswith("_par_phase")
        }
        assert trouves == attendus


def _expected(
    brut: dict[str, Any], communs: dict[str, Any], facts: Sequence[Fact]
) -> Iterator[tuple[tuple[str, tuple[str, ...], str], Decimal | None]]:
    """Give each cell that a definition asks for, from the facts alone."""
    siens = _kept(brut, communs, facts)
    tables = [{"code": c, **communs["tableaux"][c]} for c in brut.get("tableaux", ())]
    cartes = [{"code": c, **communs["fiches"][c]} for c in brut.get("fiches", ())]
    for table in (*tables, *brut.get("tableaux_propres", ())):
        rangees: dict[tuple[str, ...], list[Fact]] = collections.defaultdict(list)
        if table.get("complet"):
            rangees.update({(mot,): [] for mot in ORDRES[table["cles"][0]]})
        for fact in _kept(table, communs, siens):
            rangees[
                tuple(_column(CLES[c].colonne, fact) for c in table["cles"])
            ].append(fact)
        touts = _row(
            table["colonnes"], communs, [f for r in rangees.values() for f in r]
        )
        for cles, rangee in rangees.items():
            valeurs = _row(table["colonnes"], communs, rangee)
            for colonne in table["colonnes"]:
                valeur: Decimal | None = valeurs[colonne["code"]]
                if "part" in colonne:
                    de = colonne["part"]
                    valeur = ratio(valeurs[de], touts[de])
                yield (table["code"], cles, colonne["code"]), valeur
    for carte in (*cartes, *brut.get("fiches_propres", ())):
        for code, valeur in _row(carte["chiffres"], communs, siens).items():
            yield (carte["code"], (), code), valeur


def _row(
    chiffres: list[dict[str, Any]], communs: dict[str, Any], facts: Sequence[Fact]
) -> dict[str, Decimal]:
    valeurs: dict[str, Decimal] = {}
    for chiffre in chiffres:
        somme = Decimal(0)
        for nom in chiffre.get("somme", ()):
            signe = -1 if nom.startswith("-") else 1
            somme += signe * valeurs[nom.removeprefix("-")]
        if "somme" not in chiffre:
            mesure = chiffre.get("mesure", "montant")
            somme = chiffre.get("signe", 1) * sum(
                (_measure(f, mesure) for f in _kept(chiffre, communs, facts)),
                Decimal(0),
            )
        valeurs[chiffre["code"]] = somme
    return valeurs


def _kept(
    brut: dict[str, Any], communs: dict[str, Any], facts: Sequence[Fact]
) -> list[Fact]:
    """Keep the facts that pass every filter, each by itself."""
    filtres = [communs["selections"][brut["de"]]] if "de" in brut else []
    return [
        fact
        for fact in facts
        if all(
            all(_column(nom, fact) in mots for nom, mots in f.get("filtre", {}).items())
            and not any(
                _column(nom, fact) in mots for nom, mots in f.get("sauf", {}).items()
            )
            for f in (*filtres, brut)
        )
    ]


def _column(nom: str, fact: Fact) -> str:
    if nom == "sens":
        return "rembourse" if fact.montant < 0 else "recu"
    return str(getattr(fact, nom))


def _measure(fact: Fact, mesure: str) -> Decimal:
    if mesure == "montant":
        return fact.montant
    return fact.quantite if fact.unite.startswith("HEURE") else Decimal(0)
