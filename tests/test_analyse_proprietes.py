"""Properties of the synthesis, on random poles: what adds up, and what changes nothing."""

from __future__ import annotations

import json
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from proprietes import ZERO
from proprietes import Charge
from proprietes import arrondi
from proprietes import charger
from proprietes import charger_juste
from proprietes import iter_syntheses
from proprietes import nue
from proprietes import ressources_de
from proprietes import sans_lieu
from proprietes import soldes_de
from proprietes import tables_de
from strategies import Pole
from strategies import ecrire
from strategies import livres_nus
from strategies import poles

from ptce_ledger.lecture.livre import load_livre
from ptce_ledger.rendu.fichiers.donnees import as_data
from ptce_ledger.rendu.fichiers.donnees import as_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ptce_ledger.analyse.tableau import Synthese
    from ptce_ledger.analyse.tableau import Tableau


def _somme(tableau: Tableau, colonne: str) -> Decimal:
    rang = [c.code for c in tableau.colonnes].index(colonne)
    return sum((ligne.valeurs[rang] for ligne in tableau.lignes), ZERO)


@settings(max_examples=60)
@given(pole=poles(fins=True))
def test_net_brut_elimine(pole: Pole) -> None:
    """On every row and in total, net = gross − eliminated, and the bridge ties.

    Level 1 + projects + non ventilé − eliminated = level 2; eliminated is what faces
    the cell or a project, and nothing else.
    """
    for synthese, facts in iter_syntheses(charger_juste(pole.ecrire())):
        deux = synthese.niveau(2)
        for ligne in tables_de(deux)["ressources"].lignes:
            brut, elimine, net = ligne.valeurs
            assert net == brut - elimine
            assert (ligne.cles[1] == "pole") or elimine == 0
        total = {c: deux.figure("total", c) for c in ("brut", "elimine", "net")}
        assert total["net"] == total["brut"] - total["elimine"]
        pont = tables_de(deux)["pont"]
        quatre = ("niveau_1", "projets", "non_ventile")
        assert pont.figure("elimine") == total["elimine"]
        assert pont.figure("net") == total["net"]
        assert sum((pont.figure(c) for c in quatre), ZERO) == total["brut"]
        assert pont.figure("niveau_1") == synthese.niveau(1).figure(
            "total", "ressources"
        )
        assert pont.figure("projets") == synthese.niveau(3).figure(
            "total", "ressources"
        )
        internes = [f for f in ressources_de(facts) if f.interne == "pole"]
        assert total["elimine"] == sum((f.montant for f in internes), ZERO)
        charges = [f for f in facts if f.nature == "charge" and f.interne == "pole"]
        assert deux.figure("total", "ecart_elimination") == total["elimine"] - sum(
            (f.montant for f in charges), ZERO
        )


#: Total of a level ← column of one of its tables.
TOTAUX = {
    "charges": ("charges", "montant"),
    "contributions": ("contributions", "montant"),
    "financements": ("financements", "recu"),
    "rembourse": ("financements", "rembourse"),
}


@settings(max_examples=60)
@given(pole=poles(fins=True))
def test_totaux_et_lignes(pole: Pole) -> None:
    """Every total is the sum of its rows, at each level and for each project.

    The projects re-add to level 3, and a result is resources + hors ressources −
    charges.
    """
    for synthese, _ in iter_syntheses(charger_juste(pole.ecrire())):
        un, deux, trois = synthese.niveaux
        for groupe in (un, deux, trois, *trois.groupes):
            tables = tables_de(groupe)
            brut = ("brut", "elimine", "net") if groupe is deux else ("ressources",)
            ressources = {c: ("ressources", c) for c in brut}
            if groupe is not deux:
                ressources = {"ressources": ("ressources", "montant")}
            for total, (table, colonne) in {**TOTAUX, **ressources}.items():
                somme = _somme(tables[table], colonne)
                assert groupe.figure("total", total) == somme
            assert groupe.figure("total", "resultat") == (
                groupe.figure("total", brut[0])
                + groupe.figure("total", "hors_ressources")
                - groupe.figure("total", "charges")
            )
        for total in (*TOTAUX, "ressources", "hors_ressources", "resultat"):
            projets = [projet.figure("total", total) for projet in trois.groupes]
            assert sum(projets, ZERO) == trois.figure("total", total)


@settings(max_examples=40)
@given(pole=poles())
def test_financements_et_vue_elargie(pole: Pole) -> None:
    """Money received and repaid, and the extended view, re-add from the facts."""
    for synthese, facts in iter_syntheses(charger_juste(pole.ecrire())):
        deux = synthese.niveau(2)
        prets = [f.montant for f in facts if f.nature == "financement"]
        recu = sum((m for m in prets if m > 0), ZERO)
        rendu = -sum((m for m in prets if m < 0), ZERO)
        assert deux.figure("total", "financements") == recu
        assert deux.figure("total", "rembourse") == rendu
        ca = [f for f in facts if f.nature == "ca"]
        entre = [f.montant for f in ca if f.interne == "membre"]
        assert _somme(tables_de(deux)["echanges"], "montant") == sum(entre, ZERO)


def _json(charge: Charge) -> str:
    return "".join(as_json(as_data(s)) for s, _ in iter_syntheses(charge))


def _sans_lignes(charge: Charge) -> list[dict[str, Any]]:
    """Give the syntheses without the lines that « non ventilé » points to."""
    resultat = []
    for synthese, _ in iter_syntheses(charge):
        data = json.loads(as_json(as_data(synthese)))
        for rangee in data["non_ventile"]:
            del rangee["lignes"]
        resultat.append(data)
    return resultat


@settings(max_examples=25)
@given(pole=poles(fins=True))
def test_memes_octets(pole: Pole) -> None:
    """The same ledger, loaded twice, gives the same JSON, byte for byte."""
    texte = pole.ecrire()
    assert _json(charger_juste(texte)) == _json(charger_juste(texte))


@settings(max_examples=30)
@given(pole=poles(), hasard=st.randoms(use_true_random=False))
def test_ordre_des_fichiers(pole: Pole, hasard: Any) -> None:
    """Directives shuffled and shared between included files give the same figures."""
    attendus = _sans_lignes(charger_juste(pole.ecrire()))
    blocs = list(pole.blocs)
    hasard.shuffle(blocs)
    with tempfile.TemporaryDirectory() as dossier:
        noms = ["z.beancount", "a.beancount", "m.beancount"]
        for rang, nom in enumerate(noms):
            texte = "\n\n".join(blocs[rang::3]) + "\n"
            Path(dossier, nom).write_text(texte, encoding="utf-8")
        principal = Path(dossier, "main.beancount")
        inclusions = "\n".join(f'include "{nom}"' for nom in noms)
        principal.write_text(ecrire([inclusions]), encoding="utf-8")
        livre = load_livre(principal)
    assert livre.errors == []
    charge = Charge(livre.entries, [], dict(livre.options))
    assert _sans_lignes(charge) == attendus


@settings(max_examples=25)
@given(
    pole=poles(), rang=st.integers(0, 200), texte=st.sampled_from(["", ";", "* À voir"])
)
def test_commentaire_sans_effet(pole: Pole, rang: int, texte: str) -> None:
    """An unrelated comment moves lines and changes no figure."""
    blocs = list(pole.blocs)
    blocs.insert(rang % (len(blocs) + 1), f"{texte}\n; note du 3 mars : voir la pièce")
    avec = charger_juste(ecrire(blocs))
    sans = charger_juste(pole.ecrire())
    assert _sans_lignes(avec) == _sans_lignes(sans)
    assert sans_lieu(avec.releve().iter_facts()) == sans_lieu(
        sans.releve().iter_facts()
    )


@settings(max_examples=40)
@given(livre=livres_nus())
def test_livre_sans_ptce(livre: Pole) -> None:
    """A ledger that knows nothing of us gets no error, and is all « non ventilé »."""
    charge = charger_juste(livre.ecrire())
    assert charge.entries == charger_juste(livre.ecrire(())).entries or all(
        nue(a) == nue(b)
        for a, b in zip(
            charge.entries, charger_juste(livre.ecrire(())).entries, strict=True
        )
    )
    for synthese, _ in iter_syntheses(charge):
        un, deux, trois = synthese.niveaux
        for groupe in (un, trois):
            assert not any(map(_length, groupe.tableaux))
            assert groupe.figure("total", "resultat") == 0
        soldes = soldes_de(charge, synthese.exercice)
        produits = -sum((s for c, s in soldes.items() if c.startswith("Income")), ZERO)
        assert deux.figure("pont", "non_ventile") == produits
        assert deux.figure("total", "resultat") == -sum(soldes.values(), ZERO)
        assert {ligne.cles for ligne in tables_de(deux)["ressources"].lignes} <= {
            ("", "")
        }
        assert synthese.controle("bouclage").figure("ecart") == 0
        axes = [ligne.cles[0] for ligne in synthese.controle("non_ventile").lignes]
        assert axes in ([], ["perimetre"], ["perimetre", "type", "origine"])
        assert bool(axes) == bool(soldes)


def _length(tableau: Tableau) -> int:
    return len(tableau.lignes) if tableau.forme == "lignes" else 0


@settings(max_examples=25)
@given(pole=poles())
def test_chaque_chiffre_a_son_chemin(pole: Pole) -> None:
    """Every figure of a table, asserted by its path, is found; a cent off is not."""
    charge = charger_juste(pole.ecrire())
    attendus = []
    for synthese, _ in iter_syntheses(charge):
        fin = charge.releve().registre.bornes(synthese.exercice)[1]
        for chemin, montant in _chemins(synthese):
            tete = f'{fin} custom "ptce-attendu" "{chemin}"'
            attendus.append((tete, arrondi(montant, 2)))
    justes = [f"{tete} {montant:f} EUR" for tete, montant in attendus]
    charger_juste(ecrire([*pole.blocs, *justes]))
    faux = [f"{tete} {montant + Decimal('0.01'):f} EUR" for tete, montant in attendus]
    errors = charger(ecrire([*pole.blocs, *faux])).errors
    # A pole that only declares has nothing to add.
    assert [error.code for error in errors] == ["AttenduNonAtteint"] * len(attendus)


#: Tables whose columns are figures of a path, as (table, column) → word of the path.
CHEMINS = {
    ("ressources", "montant"): "ressources",
    ("ressources", "brut"): "brut",
    ("ressources", "elimine"): "elimine",
    ("ressources", "net"): "net",
    ("charges", "montant"): "charges",
    ("contributions", "montant"): "contributions",
    ("financements", "recu"): "financements",
    ("financements", "rembourse"): "rembourse",
}


def _chemins(synthese: Synthese) -> Iterator[tuple[str, Decimal]]:
    groupes = [(f"niveau-{n}", synthese.niveau(n)) for n in (1, 2, 3)]
    groupes += [(f"niveau-3.{g.code}", g) for g in synthese.niveau(3).groupes]
    for prefixe, groupe in groupes:
        for tableau in groupe.tableaux:
            for ligne, colonne, valeur in tableau.iter_cells():
                mot = CHEMINS.get((tableau.code, colonne.code))
                if mot:
                    cles = [cle or "non-ventile" for cle in ligne.cles]
                    yield ".".join([prefixe, mot, *cles]), valeur
