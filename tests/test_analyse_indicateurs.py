"""Properties of the ratios: each is the fraction of its definition, on random poles."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import settings
from proprietes import Charge
from proprietes import arrondi
from proprietes import charger_juste
from proprietes import iter_syntheses
from proprietes import ressources_de
from strategies import Pole
from strategies import poles

from ptce_ledger.rendu.fichiers.donnees import as_data

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from ptce_ledger.faits.facts import Fact


class Sommes:
    """The sums that ratios are made of, as fractions, over some facts."""

    def __init__(self, facts: Sequence[Fact], *, net: bool) -> None:
        self.ressources = [
            f for f in ressources_de(facts) if not (net and f.interne == "pole")
        ]
        self.en_nature = [f for f in facts if f.nature == "contribution"]
        self.r = self.de(self.ressources)
        self.cvn = self.de(self.en_nature)
        self.charges = self.de(f for f in facts if f.nature == "charge")

    @staticmethod
    def de(facts: Iterable[Fact]) -> Fraction:
        """Add facts."""
        return sum((Fraction(f.montant) for f in facts), Fraction(0))

    def types(self, *types: str) -> Fraction:
        """Add the resources of some types."""
        return self.de(f for f in self.ressources if f.type in types)


def _ratios(s: Sommes) -> dict[str, tuple[Fraction, Fraction]]:
    """Each indicator of the design as (numerator, denominator)."""
    rp = s.types(
        "cotisations",
        "ventes",
        "facturation-interne",
        "commissions",
        "dons-mecenat",
        "autres",
    )
    sp = s.de(
        f
        for f in s.ressources
        if f.type in ("subventions", "fonds-dedies") and f.origine == "public"
    )
    membres = s.de(
        f
        for f in s.ressources
        if f.type in ("cotisations", "facturation-interne") and f.interne == "membre"
    )
    aides_publiques = s.de(
        f for f in s.en_nature if f.type == "aides-indirectes" and f.origine == "public"
    )
    en_nature = s.de(
        f
        for f in s.en_nature
        if f.type in ("aides-indirectes", "contributions-volontaires")
    )
    par_tiers: dict[str, Fraction] = defaultdict(Fraction)
    par_type: dict[str, Fraction] = defaultdict(Fraction)
    for f in s.ressources:
        par_type[f.type] += Fraction(f.montant)
        if f.tiers and f.interne != "pole":
            par_tiers[f.tiers] += Fraction(f.montant)
    tout = s.r + s.cvn
    return {
        "autofinancement": (rp, s.r),
        "autofinancement_elargi": (rp + s.cvn, tout),
        "couverture_animation": (rp, s.charges),
        "part_publique": (sp, s.r),
        "contribution_membres": (membres, s.r),
        "dependance_premier_financeur": (
            max(par_tiers.values(), default=Fraction(0)),
            s.r,
        ),
        "diversification": (
            s.r * s.r - sum((v * v for v in par_type.values()), Fraction(0)),
            s.r * s.r,
        ),
        "part_non_monetaire": (s.cvn, tout),
        "effet_levier": (tout - sp, sp),
        "marche": (
            s.types("ventes", "facturation-interne", "commissions", "autres"),
            tout,
        ),
        "redistribution": (
            s.types("subventions", "fonds-dedies") + aides_publiques,
            tout,
        ),
        "reciprocite": (
            s.types("cotisations", "dons-mecenat") + en_nature - aides_publiques,
            tout,
        ),
    }


def _ecrit(numerateur: Fraction, denominateur: Fraction) -> str | None:
    if not denominateur:
        return None
    ecrit = f"{arrondi(numerateur / denominateur, 4):.4f}"
    return "0.0000" if ecrit == "-0.0000" else ecrit


@settings(max_examples=80)
@given(pole=poles())
def test_ratios(pole: Pole) -> None:
    """Each ratio is the fraction of its definition, rounded half up, null over zero."""
    charge = charger_juste(pole.ecrire())
    for synthese, facts in iter_syntheses(charge):
        data = as_data(synthese)
        cellule = Sommes([f for f in facts if f.perimetre == "cellule"], net=False)
        projets = Sommes([f for f in facts if f.perimetre == "projet"], net=False)
        ensemble = Sommes(facts, net=True)
        un = {code: _ecrit(*ratio) for code, ratio in _ratios(cellule).items()}
        deux = {code: _ecrit(*ratio) for code, ratio in _ratios(ensemble).items()}
        del deux["couverture_animation"]
        deux["ca_imputable_part"] = _ecrit(*_turnover(charge, facts, synthese.exercice))
        assert data["niveau_1"]["indicateurs"] == un
        assert data["niveau_2"]["indicateurs"] == deux
        assert data["niveau_3"]["indicateurs"] == {
            "poids_des_projets": _ecrit(projets.r, ensemble.r),
            "euros_de_projet_par_euro_de_cellule": _ecrit(projets.r, cellule.charges),
        }


def _turnover(
    charge: Charge, facts: Iterable[Fact], exercice: int
) -> tuple[Fraction, Fraction]:
    imputables: dict[str, Fraction] = defaultdict(Fraction)
    for fact in facts:
        if fact.nature == "ca":
            imputables[fact.membre] += Fraction(fact.montant)
    totaux = {
        custom.values[0].value: Fraction(custom.meta["ca"].number)
        for custom in charge.customs("ptce-donnees")
        if custom.values[1].value == exercice and "ca" in custom.meta
    }
    deux = imputables.keys() & totaux.keys()
    return (
        sum((imputables[code] for code in deux), Fraction(0)),
        sum((totaux[code] for code in deux), Fraction(0)),
    )
