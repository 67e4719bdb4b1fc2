"""Properties of the plugins, on random poles: metadata only, once and for all."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING
from typing import Any

import pytest
from beancount.core.data import Transaction
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from proprietes import SEULS
from proprietes import Charge
from proprietes import charger
from proprietes import charger_juste
from proprietes import imprimer
from proprietes import nue
from proprietes import propre
from proprietes import sans_lieu
from strategies import PLUGINS
from strategies import Pole
from strategies import ecrire
from strategies import poles

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

STRICT = f"{PLUGINS[0]}.strict"


#: Keys that a plugin may write on a posting.
ECRITES = {
    "perimetre",
    "projet",
    "cle",
    "type",
    "tiers",
    "origine",
    "convention",
    "preuve",
    "piece",
    "membre",
}


def _greffon(nom: str) -> Callable[..., tuple[list[Any], list[Any]]]:
    module = importlib.import_module(nom)
    (fonction,) = module.__plugins__
    greffon: Callable[..., tuple[list[Any], list[Any]]] = getattr(module, fonction)
    return greffon


@pytest.mark.parametrize("nom", [*PLUGINS, *SEULS, STRICT])
@settings(max_examples=25)
@given(pole=poles(fins=True))
def test_metadonnees_seulement(nom: str, pole: Pole) -> None:
    """A plugin adds metadata to postings: without them, the entries are the same.

    It keeps what is typed, save a sale that faces a member, and adds no error to a
    ledger that is right (« strict » reports what is missing, and writes nothing).
    """
    avec, sans = charger(pole.ecrire((nom,))), charger_juste(pole.ecrire(()))
    assert [nue(e) for e in avec.entries] == [nue(e) for e in sans.entries]
    assert nom == STRICT or avec.errors == []
    for apres, avant in zip(avec.entries, sans.entries, strict=True):
        assert propre(apres.meta) == propre(avant.meta)
        if not isinstance(apres, Transaction):
            continue
        for p_apres, p_avant in zip(apres.postings, avant.postings, strict=True):
            ecrit, tape = propre(p_apres.meta), propre(p_avant.meta)
            assert set(ecrit) - set(tape) <= (set() if nom == STRICT else ECRITES)
            change = {cle for cle in tape if ecrit[cle] != tape[cle]}
            assert change <= {"type"}
            if change:
                assert (tape["type"], ecrit["type"]) == (
                    "ventes",
                    "facturation-interne",
                )


@pytest.mark.parametrize("nom", [*PLUGINS, *SEULS, STRICT])
@settings(max_examples=20)
@given(pole=poles())
def test_idempotents(nom: str, pole: Pole) -> None:
    """Running a plugin on what it has annotated changes nothing, metadata included."""
    charge = charger(pole.ecrire((nom,)))
    entries, errors = _greffon(nom)(charge.entries, charge.options)
    assert entries == charge.entries
    assert nom == STRICT or errors == []


@pytest.mark.parametrize("nom", [*PLUGINS, *SEULS])
@settings(max_examples=20)
@given(pole=poles(fins=True))
def test_reecriture(nom: str, pole: Pole) -> None:
    """What a plugin writes is a valid ledger: printed and loaded again, same facts."""
    charge = charger_juste(pole.ecrire((nom,)))
    relu = charger_juste(ecrire([imprimer(charge.entries)]))
    attendus = charger_juste(pole.ecrire()).releve().iter_facts()
    assert sans_lieu(relu.releve().iter_facts()) == sans_lieu(attendus)


@settings(max_examples=20)
@given(pole=poles(), ordre=st.permutations(SEULS))
def test_seuls_ou_ensemble(pole: Pole, ordre: Sequence[str]) -> None:
    """The four plugins one by one, in any order, write what they write together."""

    def metas(charge: Charge) -> list[list[dict[str, Any]]]:
        return [[propre(p.meta) for p in e.postings] for e in charge.ecritures()]

    un_par_un = charger_juste(pole.ecrire(ordre))
    assert metas(un_par_un) == metas(charger_juste(pole.ecrire()))
