"""The controls are not vacuous: an engine broken on purpose is caught each time.

Each breakage is a mistake that a developer could make. The bouclage sees what is lost,
doubled or reversed between Beancount's books and the facts; what moves a figure without
losing it is seen by the « ptce-attendu » of the ledger, or by its bridge.
"""

from __future__ import annotations

from decimal import ROUND_DOWN
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ptce_ledger.analyse.dossier import Dossier
from ptce_ledger.faits import affectation
from ptce_ledger.faits.releve import Releve
from ptce_ledger.faits.valorisation import Prix
from ptce_ledger.lecture.livre import load_livre
from ptce_ledger.mots import euros
from ptce_ledger.registre.pole import Registre

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence
    from typing import Any

    from ptce_ledger.faits.facts import Fact

    Casse = Callable[[pytest.MonkeyPatch], None]
    Filtre = Callable[[Iterable[Fact]], Iterator[Fact]]

CAS = Path(__file__).parent / "cas"
CENT = Decimal("0.01")


def _load(nom: str) -> Path:
    return CAS / nom if nom == "bocage" else CAS / f"{nom}.beancount"


def alertes(nom: str) -> set[str]:
    """Load a case with the engine as it stands, and name the controls that fail."""
    livre = load_livre(_load(nom))
    trouvees = {error.code for error in livre.errors}
    for exercice in livre.releve.exercices():
        synthese = Dossier(livre.releve, "").synthese(exercice)
        if synthese.controle("bouclage").figure("ecart"):
            trouvees.add("bouclage")
        un, deux, trois = synthese.niveaux
        if deux.figure("pont", "net") != deux.figure("total", "net"):
            trouvees.add("pont")
        projets = [projet.figure("total", "resultat") for projet in trois.groupes]
        if sum(projets, Decimal(0)) != trois.figure("total", "resultat"):
            trouvees.add("projets")
        if un.figure("total", "ressources") != deux.figure("pont", "niveau_1"):
            trouvees.add("pont")
    return trouvees


def _filter(filtre: Filtre) -> Casse:
    """Break what iter_facts yields."""
    entiere = Releve.iter_facts

    def casse(monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(
            Releve, "iter_facts", lambda *args: filtre(entiere(*args)), raising=True
        )

    return casse


# Facts lost, doubled, reversed


def _lose_last(recus: Iterable[Fact]) -> Iterator[Fact]:
    tous = list(recus)
    perdu = max(rang for rang, f in enumerate(tous) if f.nature == "produit")
    return iter(tous[:perdu] + tous[perdu + 1 :])


def _double_first(recus: Iterable[Fact]) -> Iterator[Fact]:
    tous = list(recus)
    return iter([tous[0], *tous])


def _lose_members(recus: Iterable[Fact]) -> Iterator[Fact]:
    return (f for f in recus if f.interne != "membre")


def _eliminate_too_early(recus: Iterable[Fact]) -> Iterator[Fact]:
    return (f for f in recus if f.interne != "pole")


def _lose_unallocated(recus: Iterable[Fact]) -> Iterator[Fact]:
    return (f for f in recus if f.perimetre)


def _lose_credit_notes(recus: Iterable[Fact]) -> Iterator[Fact]:
    return (f for f in recus if f.montant >= 0)


def _unsign(recus: Iterable[Fact]) -> Iterator[Fact]:
    return (f._replace(montant=abs(f.montant)) for f in recus)


def _merge_equal_lines(recus: Iterable[Fact]) -> Iterator[Fact]:
    uniques = {(f.compte, f.perimetre, f.projet, f.montant): f for f in recus}
    return iter(uniques.values())


def _round_to_euros(recus: Iterable[Fact]) -> Iterator[Fact]:
    return (f._replace(montant=f.montant.quantize(Decimal(1))) for f in recus)


def _count_689_twice(recus: Iterable[Fact]) -> Iterator[Fact]:
    for fact in recus:
        yield fact
        if fact.type == "fonds-dedies" and fact.compte.startswith("Expenses"):
            yield fact._replace(nature="charge", type="68", montant=-fact.montant)


def _charge_689(recus: Iterable[Fact]) -> Iterator[Fact]:
    """Take a fund set aside as a mere charge, and never as a negative resource."""
    for fact in recus:
        if fact.type == "fonds-dedies" and fact.compte.startswith("Expenses"):
            yield fact._replace(nature="charge", type="68", montant=-fact.montant)
        else:
            yield fact


def _lose_untyped(recus: Iterable[Fact]) -> Iterator[Fact]:
    return (f for f in recus if f.nature != "produit" or f.type)


def _lose_mandates(recus: Iterable[Fact]) -> Iterator[Fact]:
    return (f for f in recus if f.nature != "ca" or not f.compte)


def _keep_first_part(recus: Iterable[Fact]) -> Iterator[Fact]:
    vus = set()
    for fact in recus:
        if not fact.cle or fact.ligne not in vus:
            yield fact
        vus.add(fact.ligne)


def _flip_sign(nature: str) -> Casse:
    def flip(recus: Iterable[Fact]) -> Iterator[Fact]:
        for fact in recus:
            if fact.nature == nature:
                yield fact._replace(montant=-fact.montant)
            else:
                yield fact

    return _filter(flip)


# The same, deeper in the engine


def _split_losing_cents(monkeypatch: pytest.MonkeyPatch) -> None:
    def split(montant: Decimal, parts: Sequence[Decimal]) -> list[Decimal]:
        total = sum(parts, Decimal(0))
        return [(montant * part / total).quantize(CENT, ROUND_DOWN) for part in parts]

    monkeypatch.setattr(euros, "split", split)


def _split_half_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def split(montant: Decimal, parts: Sequence[Decimal]) -> list[Decimal]:
        total = sum(parts, Decimal(0))
        return [euros.round_euros(montant * part / total) for part in parts]

    monkeypatch.setattr(euros, "split", split)


def _split_to_last(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the cents left over to the last part: nothing is lost, all is wrong."""
    juste = euros.split

    def split(montant: Decimal, parts: Sequence[Decimal]) -> list[Decimal]:
        return juste(montant, parts[::-1])[::-1]

    monkeypatch.setattr(euros, "split", split)


def _count_closing(monkeypatch: pytest.MonkeyPatch) -> None:
    # The bouclage has its own reference to the rule, which is left whole.
    monkeypatch.setattr(affectation, "is_apart", lambda _: False)


def _calendar_year(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Registre, "exercice", lambda _, jour: jour.year)


def _exclusive_leaving(monkeypatch: pytest.MonkeyPatch) -> None:
    def is_member(registre: Registre, code: str, jour: datetime.date) -> bool:
        tiers = registre.tiers.get(code)
        return tiers is not None and any(
            entree <= jour and (sortie is None or jour < sortie)
            for entree, sortie in tiers.periodes
        )

    monkeypatch.setattr(Registre, "is_member", is_member)


def _first_key_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Registre, "cle", lambda self, code, _: self.cles[code][0])


def _last_price(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Prix, "price", lambda self, devise, _: self._prix[devise][-1])


def _furthest_level(monkeypatch: pytest.MonkeyPatch) -> None:
    entiere = affectation.Affectation._situate

    def situate(self: Any, niveaux: Any) -> Any:
        return entiere(self, tuple(reversed(niveaux)))

    monkeypatch.setattr(affectation.Affectation, "_situate", situate)


CASSES: dict[str, tuple[str, Casse, str]] = {
    "un produit perdu": ("bocage", _filter(_lose_last), "bouclage"),
    "une ligne comptée deux fois": ("bocage", _filter(_double_first), "bouclage"),
    "facturation aux membres perdue": (
        "membre-qui-part-ou-arrive",
        _filter(_lose_members),
        "bouclage",
    ),
    "élimination faite trop tôt": (
        "flux-internes",
        _filter(_eliminate_too_early),
        "bouclage",
    ),
    "non ventilé perdu": (
        "perimetre-defaut-absent",
        _filter(_lose_unallocated),
        "bouclage",
    ),
    "avoirs perdus": ("avoirs", _filter(_lose_credit_notes), "bouclage"),
    "avoirs comptés en plus": ("avoirs", _filter(_unsign), "bouclage"),
    "lignes égales confondues": (
        "cle-en-parts",
        _filter(_merge_equal_lines),
        "bouclage",
    ),
    "centimes arrondis": ("bocage", _filter(_round_to_euros), "bouclage"),
    "6894 compté aussi en charge": (
        "fonds-dedies",
        _filter(_count_689_twice),
        "bouclage",
    ),
    "signe des charges inversé": ("bocage", _flip_sign("charge"), "bouclage"),
    "signe des produits inversé": ("bocage", _flip_sign("produit"), "bouclage"),
    "clé qui perd des centimes": ("cle-en-parts", _split_losing_cents, "bouclage"),
    "clé qui crée des centimes": ("cle-en-parts", _split_half_up, "bouclage"),
    "clé dont une seule part reste": (
        "cle-en-poids",
        _filter(_keep_first_part),
        "bouclage",
    ),
    "clôture comptée comme un fait": (
        "a-nouveau-et-cloture",
        _count_closing,
        "bouclage",
    ),
    "exercice confondu avec l’année civile": (
        "exercice-decale",
        _calendar_year,
        "bouclage",
    ),
    "produit sans type ignoré": (
        "perimetre-defaut-absent",
        _filter(_lose_untyped),
        "bouclage",
    ),
    # What the bouclage cannot see: nothing is lost, but a figure is in the wrong place.
    "centimes donnés au dernier": (
        "cle-en-poids",
        _split_to_last,
        "AttenduNonAtteint",
    ),
    "6894 pris pour une simple charge": (
        "fonds-dedies",
        _filter(_charge_689),
        "AttenduNonAtteint",
    ),
    "signe des financements inversé": (
        "apports-et-prets",
        _flip_sign("financement"),
        "AttenduNonAtteint",
    ),
    "signe des contributions inversé": (
        "heures-benevoles",
        _flip_sign("contribution"),
        "AttenduNonAtteint",
    ),
    "jour de sortie exclu": (
        "membre-qui-part-ou-arrive",
        _exclusive_leaving,
        "AttenduNonAtteint",
    ),
    "première clé pour toujours": (
        "cle-revisee",
        _first_key_ever,
        "AttenduNonAtteint",
    ),
    "dernier taux pour toujours": (
        "heures-benevoles",
        _last_price,
        "AttenduNonAtteint",
    ),
    "niveau le plus lointain": (
        "heritage-des-axes",
        _furthest_level,
        "AttenduNonAtteint",
    ),
    "mandats ignorés": ("mandat-467", _filter(_lose_mandates), "AttenduNonAtteint"),
}


@pytest.mark.parametrize("nom", sorted({nom for nom, _, _ in CASSES.values()}))
def test_moteur_entier(nom: str) -> None:
    """Unbroken, the engine fails no control on the ledgers used here."""
    assert alertes(nom) == set()


@pytest.mark.parametrize("casse", CASSES)
def test_moteur_casse(casse: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken engine fails the control that is there to catch it."""
    nom, casser, alerte = CASSES[casse]
    casser(monkeypatch)
    assert alerte in alertes(nom)


@pytest.mark.parametrize("nom", ["bocage", "heritage-des-axes", "cle-en-poids"])
def test_chaque_fait_compte(nom: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Losing any one fact of the income statement shows, by exactly its amount."""
    livre = load_livre(_load(nom))
    exercice = livre.releve.exercices()[-1]
    tous = list(livre.releve.iter_facts({exercice}))
    comptes = [f for f in tous if f.nature in ("produit", "charge") and f.montant]
    assert len(comptes) > 10
    for perdu in comptes:
        restes = [f for f in tous if f is not perdu]
        monkeypatch.setattr(Releve, "iter_facts", lambda *_, r=restes: iter(r))
        ecart = (
            Dossier(livre.releve, "")
            .synthese(exercice)
            .controle("bouclage")
            .figure("ecart")
        )
        assert ecart == abs(perdu.montant)


def test_ecart_jamais_compense(monkeypatch: pytest.MonkeyPatch) -> None:
    """Losing as much income as expense still shows: the two sides are not netted."""
    livre = load_livre(_load("flux-internes"))
    internes = [f for f in livre.releve.iter_facts({2025}) if f.montant == 3000]
    assert {f.nature for f in internes} == {"produit", "charge"}
    restes = [f for f in livre.releve.iter_facts({2025}) if f.montant != 3000]
    monkeypatch.setattr(Releve, "iter_facts", lambda *_: iter(restes))
    bouclage_ = Dossier(livre.releve, "").synthese(2025).controle("bouclage")
    assert bouclage_.figure("ecart") == 6000


def test_bouclage_lit_beancount(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bouclage asks Beancount which accounts are income, not the engine it checks.

    An engine that misreads the root of an account would lose its facts, and the
    bouclage with it if both asked the same question of the same code.
    """
    livre = load_livre(_load("bocage"))
    perdu = "Income:741-Subventions"
    livre.releve.comptes[perdu] = livre.releve.comptes[perdu]._replace(role="actif")
    restes = [f for f in livre.releve.iter_facts({2025}) if f.compte != perdu]
    monkeypatch.setattr(Releve, "iter_facts", lambda *_: iter(restes))
    bouclage = Dossier(livre.releve, "").synthese(2025).controle("bouclage")
    assert bouclage.figure("ecart") == 107000
