"""Random poles, as the text of a ledger that is right by construction.

A pole is drawn in blocks (one directive each) so that a test may add to it, shuffle it
or share it between files. What makes a ledger wrong is never drawn: a flow inside the
pole never has a typed origin, a convention always meets its own project and funder…
"""

from __future__ import annotations

import datetime
import itertools
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from hypothesis.strategies import DrawFn

PLUGINS = ("ptce_ledger.plugins",)
ENTETE = 'option "title" "Pôle tiré au sort"\noption "operating_currency" "EUR"'
OUVERTURE = datetime.date(2020, 1, 1)
DEBUT = datetime.date(2024, 1, 1)
FIN = datetime.date(2025, 12, 31)

ORIGINES = ("particuliers", "prive", "public", "ess")
PREUVES = ("declaratif", "atteste", "comptable", "justifie")
#: Types that any income account may bear without facing anybody.
TYPES_PRODUITS = (
    "cotisations",
    "ventes",
    "commissions",
    "subventions",
    "dons-mecenat",
    "prise-en-charge",
    "fonds-dedies",
    "autres",
    "hors-ressources",
)
MEMBRES = {"forge": "La Forge", "tisserie": "L'Étoffe", "moulin": "Le Moulin d’Œuvre"}
#: What members are called when they are declared again.
RENOMMES = {"tisserie": "L'Étoffe nouvelle", "moulin": "Moulin-coopérative"}
TIERS = {"region": "Région", "banque": "Banque du Val", "sans-nom": "Divers clients"}
PROJETS = {"pain": "Le pain", "miel": "Le miel", "halle": "La halle"}
INCONNUS = ("Inconnu au registre", "Fournisseur")

#: Accounts without a type, or with one: (name, type).
PRODUITS = (
    ("Income:706-Prestations", "ventes"),
    ("Income:756-Cotisations", "cotisations"),
    ("Income:741-Subventions", "subventions"),
    ("Income:7082-Commissions", "commissions"),
    ("Income:7542-Mecenat", "dons-mecenat"),
    ("Income:791-Prises-En-Charge", "prise-en-charge"),
    ("Income:7894-Fonds-Dedies", "fonds-dedies"),
    ("Income:758-Divers", "autres"),
    ("Income:781-Reprises", "hors-ressources"),
    ("Income:A-Classer", ""),
    ("Income:Actions:706-Ventes", "ventes"),
)
INTERNE = "Income:7088-Refacturations"
CHARGES = (
    ("Expenses:606-Achats", ""),
    ("Expenses:62-Services", ""),
    ("Expenses:641-Salaires", ""),
    ("Expenses:6894-Reports", "fonds-dedies"),
    ("Expenses:Menus-Frais", ""),
    ("Expenses:Actions:613-Loyers", ""),
)
BILAN = (
    ("Equity:103-Apports", "apports"),
    ("Liabilities:164-Emprunts", "prets"),
    ("Equity:131-Subventions-Octroyees", "subventions-investissement"),
    ("Liabilities:401-Fournisseurs", ""),
)
#: What lasts, and what is no longer worth as much.
DURABLES = (
    ("Assets:2154-Materiel", "investissements"),
    ("Assets:231-En-Cours", "investissements"),
    ("Assets:205-Logiciels", "investissements"),
)
MANDAT = "Liabilities:467-Mandats"
COMMISSIONS = "Income:7082-Commissions"
BANQUE = "Assets:512-Banque"
EMPLOI = "Equity:CVN:86-Emplois:864-Personnel"
CONTRIBUTIONS = (
    ("Equity:CVN:87-Contributions:875-Benevolat", "contributions-volontaires"),
    ("Equity:CVN:87-Contributions:871-Prestations", "aides-indirectes"),
)
PARENTS = ("Income:Actions", "Expenses:Actions")
HEURES = ("HEURE", "HEURE.EXPERT")


class Pole(NamedTuple):
    """A ledger in blocks: the register, the accounts, the entries."""

    registre: tuple[str, ...]
    comptes: tuple[str, ...]
    ecritures: tuple[str, ...]

    @property
    def blocs(self) -> tuple[str, ...]:
        """Every directive, in the order written."""
        return self.registre + self.comptes + self.ecritures

    def ecrire(self, plugins: Sequence[str] = PLUGINS) -> str:
        """Give the text of the ledger, loading these plugins."""
        return ecrire(self.blocs, plugins)


def ecrire(blocs: Sequence[str], plugins: Sequence[str] = PLUGINS) -> str:
    """Give the text of a ledger made of blocks."""
    lignes = [ENTETE, *(f'plugin "{nom}"' for nom in plugins)]
    return "\n".join(lignes) + "\n\n" + "\n\n".join(blocs) + "\n"


class _Registre(NamedTuple):
    """What has been declared, for what refers to it."""

    blocs: tuple[str, ...]
    periodes: Mapping[str, Sequence[tuple[datetime.date, datetime.date | None]]]
    tiers: tuple[str, ...]
    projets: tuple[str, ...]
    cles: tuple[str, ...]
    #: code → (funder, project or "").
    conventions: Mapping[str, tuple[str, str]]

    def exterieurs(self) -> list[str]:
        """Codes outside the pole's own books."""
        return [*self.periodes, *self.tiers]

    def internes(self) -> list[str]:
        """Codes of the pole's own books."""
        return [*self.projets, "cellule"]

    def membres_le(self, jour: datetime.date) -> list[str]:
        """Members on a day; there is always one."""
        return [
            code
            for code, periodes in self.periodes.items()
            if any(a <= jour and (b is None or jour <= b) for a, b in periodes)
        ]


def _bloc(tete: str, meta: Mapping[str, Any], retrait: int = 2) -> str:
    """Write a directive and its metadata; an empty value is not written."""
    lignes = [tete]
    for cle, valeur in meta.items():
        if valeur != "":
            texte = f'"{valeur}"' if isinstance(valeur, str) else str(valeur)
            lignes.append(f"{' ' * retrait}{cle}: {texte}")
    return "\n".join(lignes)


def dates() -> st.SearchStrategy[datetime.date]:
    """Days of the years drawn."""
    return st.dates(DEBUT, FIN)


def euros(*, fins: bool = False) -> st.SearchStrategy[Decimal]:
    """Amounts in cents, of either sign; finer ones too on demand."""
    centimes = st.integers(-2_000_000, 2_000_000).map(lambda n: Decimal(n).scaleb(-2))
    if not fins:
        return centimes
    return st.one_of(
        centimes, st.integers(-99_999, 99_999).map(lambda n: Decimal(n).scaleb(-4))
    )


def parts() -> st.SearchStrategy[list[Decimal]]:
    """Whole weights, or shares that sum to 1 exactly."""
    poids = st.lists(st.integers(1, 97), min_size=1, max_size=5)
    coupes = st.sets(st.integers(1, 999), max_size=4)
    return st.one_of(
        poids.map(lambda ns: [Decimal(n) for n in ns]), coupes.map(_shares)
    )


def _shares(coupes: set[int]) -> list[Decimal]:
    bornes = [0, *sorted(coupes), 1000]
    return [Decimal(b - a).scaleb(-3) for a, b in itertools.pairwise(bornes)]


@st.composite
def _registres(draw: DrawFn) -> _Registre:
    projets = tuple(list(PROJETS)[: draw(st.integers(1, 3))])
    blocs = [
        _bloc(
            f'{OUVERTURE} custom "ptce-pole" "hasard" "Pôle du Hasard"',
            {
                "perimetre-defaut": draw(st.sampled_from(["", "cellule"])),
                "debut-exercice": draw(st.sampled_from(["", "09-01", "02-28"])),
            },
        )
    ]
    periodes: dict[str, Sequence[tuple[datetime.date, datetime.date | None]]] = {}
    for code, libelle in list(MEMBRES.items())[: draw(st.integers(1, 3))]:
        # The first member never leaves, so that each day has one.
        periodes[code], siens = draw(_membres(code, libelle, constant=not periodes))
        blocs += siens
    tiers = tuple(list(TIERS)[: draw(st.integers(1, 3))])
    for code in tiers:
        origine = "" if code == "sans-nom" else draw(st.sampled_from(ORIGINES))
        meta = {"origine": origine, "echelon": "region" if code == "region" else ""}
        blocs.append(
            _bloc(f'{OUVERTURE} custom "ptce-tiers" "{code}" "{TIERS[code]}"', meta)
        )
    blocs += [
        f'{OUVERTURE} custom "ptce-projet" "{code}" "{PROJETS[code]}"'
        for code in projets
    ]
    blocs += [
        f"{OUVERTURE} price HEURE {draw(st.integers(1000, 3000)) / 100:.2f} EUR",
        f"2025-01-01 price HEURE {draw(st.integers(1000, 3000)) / 100:.2f} EUR",
        f"{OUVERTURE} price HEURE.EXPERT {draw(st.integers(1, 99999)) / 1000:.3f} EUR",
        '2023-01-01 custom "ptce-phase" "demarrage"',
        f'{draw(dates())} custom "ptce-phase" "developpement"',
    ]
    cles = tuple(["temps", "surfaces"][: draw(st.integers(0, 2))])
    for code in cles:
        blocs.append(draw(_cles(code, OUVERTURE, projets)))
        if draw(st.booleans()):
            blocs.append(draw(_cles(code, draw(dates()), projets)))
    conventions = {}
    if draw(st.booleans()):
        financeur, projet = (
            draw(st.sampled_from(tiers)),
            draw(st.sampled_from(["", *projets])),
        )
        conventions["accord"] = financeur, projet
        tete = f'{OUVERTURE} custom "ptce-convention" "accord" "{financeur}" 9000 EUR'
        blocs.append(_bloc(tete, {"projet": projet}))
    return _Registre(tuple(blocs), periodes, tiers, projets, cles, conventions)


@st.composite
def _membres(
    draw: DrawFn, code: str, libelle: str, *, constant: bool
) -> tuple[list[tuple[datetime.date, datetime.date | None]], list[str]]:
    """Draw a member: it may join late, leave, come back, and be declared again.

    What a declaration does not say stays, save the day on which it leaves.
    """
    debuts = [OUVERTURE]
    if not constant:
        tardives = sorted(draw(st.sets(dates(), max_size=3)))
        tard = draw(st.booleans())
        debuts = tardives if tardives and tard else [*debuts, *tardives]
    periodes, blocs = [], []
    for rang, debut in enumerate(debuts):
        sorties = st.none() if constant else st.one_of(st.none(), st.dates(debut, FIN))
        sortie = draw(sorties)
        origine = draw(st.sampled_from(["", *ORIGINES] if rang else list(ORIGINES)))
        nom = draw(st.sampled_from([libelle, RENOMMES[code]])) if rang else libelle
        blocs.append(
            _bloc(
                f'{debut} custom "ptce-membre" "{code}" "{nom}"',
                {"origine": origine, "sortie": sortie or ""},
            )
        )
        suivant = debuts[rang + 1] if rang + 1 < len(debuts) else datetime.date.max
        fin = min(sortie or datetime.date.max, suivant - datetime.timedelta(1))
        periodes.append((debut, None if fin.year == datetime.MAXYEAR else fin))
    return periodes, blocs


@st.composite
def _cles(draw: DrawFn, code: str, jour: datetime.date, projets: Sequence[str]) -> str:
    valeurs = draw(parts().filter(lambda v: len(v) <= len(projets) + 1))
    perimetres = draw(st.permutations(["cellule", "hors-pole", *projets]))
    meta = dict(zip(perimetres, valeurs, strict=False))
    return _bloc(f'{jour} custom "ptce-cle" "{code}"', meta)


def _situations(registre: _Registre) -> st.SearchStrategy[dict[str, str]]:
    """One of the keys that give a périmètre, or none."""
    choix = [{}, {}, {"perimetre": "cellule"}, {"perimetre": "hors-pole"}]
    choix += [{"projet": code} for code in registre.projets]
    choix += [{"cle": code} for code in registre.cles]
    return st.sampled_from(choix)


@st.composite
def _axes(
    draw: DrawFn, registre: _Registre, *, interne: bool = False
) -> dict[str, str]:
    """Keys of one level; those of a flow inside the pole type no origin."""
    meta = dict(draw(_situations(registre)))
    if interne:
        return meta
    if draw(st.integers(0, 4)) == 0:
        meta["tiers"] = draw(st.sampled_from(registre.exterieurs()))
    if draw(st.integers(0, 4)) == 0:
        meta["origine"] = draw(st.sampled_from(ORIGINES))
    if draw(st.integers(0, 4)) == 0:
        meta["preuve"] = draw(st.sampled_from(PREUVES))
    if draw(st.integers(0, 4)) == 0:
        meta["piece"] = "F-12"
    return meta


@st.composite
def _comptes(draw: DrawFn, registre: _Registre) -> list[str]:
    blocs = [f"{OUVERTURE} open {nom}" for nom in (BANQUE, MANDAT, EMPLOI)]
    # Only what both sides of class 8 share may give a périmètre: their ancestor.
    blocs.append(_bloc(f"{OUVERTURE} open Equity:CVN", draw(_situations(registre))))
    blocs.append(_bloc(f"{OUVERTURE} open {INTERNE}", {"type": "facturation-interne"}))
    for nom, type_ in CONTRIBUTIONS:
        origine = draw(st.sampled_from(["", "particuliers"]))
        meta = {"type": type_, "origine": origine}
        blocs.append(_bloc(f"{OUVERTURE} open {nom}", meta))
    for nom, type_ in (*PRODUITS, *CHARGES, *BILAN, *DURABLES):
        axes = draw(_axes(registre)) if draw(st.integers(0, 3)) == 0 else {}
        blocs.append(_bloc(f"{OUVERTURE} open {nom}", {"type": type_, **axes}))
    blocs += [
        _bloc(f"{OUVERTURE} open {nom}", draw(_axes(registre))) for nom in PARENTS
    ]
    return blocs


@st.composite
def _payes(draw: DrawFn, registre: _Registre) -> str:
    """A payee: somebody of the register as a bank writes it, or nobody known."""
    noms = {**MEMBRES, **TIERS}
    connus = [noms[code] for code in registre.exterieurs()]
    nom = draw(st.sampled_from([*connus, *RENOMMES.values(), *INCONNUS]))
    forme = draw(st.integers(0, 3))
    if forme == 0:
        return nom.upper().replace("’", "'").replace("É", "E")
    return f"  {nom}  " if forme == 1 else nom


def _ligne(compte: str, montant: Decimal, devise: str, meta: Mapping[str, Any]) -> str:
    return _bloc(f"  {compte}  {montant:f} {devise}", meta, 4)


@st.composite
def _ecritures_courantes(
    draw: DrawFn, registre: _Registre, *, fins: bool, interne: bool
) -> str:
    """An ordinary entry: one to three postings that count, and the bank.

    A flow inside the pole names a project or the cell on each of its postings.
    """
    lignes = []
    solde = Decimal(0)
    elidee = draw(st.integers(-2, 2))
    comptes = [nom for nom, _ in (*PRODUITS, *CHARGES, *BILAN, *DURABLES)]
    if interne:
        comptes += [INTERNE]
    tires = draw(st.lists(st.sampled_from(comptes), min_size=1, max_size=3))
    montants = [draw(euros(fins=fins)) for _ in tires]
    for rang, (compte, montant) in enumerate(zip(tires, montants, strict=True)):
        meta: dict[str, Any] = {}
        if interne or draw(st.booleans()):
            meta = draw(_axes(registre, interne=interne))
        if interne:
            meta["tiers"] = draw(st.sampled_from(registre.internes()))
        if compte.startswith("Income") and draw(st.integers(0, 9)) == 0:
            meta["type"] = draw(st.sampled_from(TYPES_PRODUITS))
        # Beancount drops a posting that it would fill with nothing.
        if rang != elidee or fins or not montant:
            lignes.append(_ligne(compte, montant, "EUR", meta))
        else:
            lignes.append(_bloc(f"  {compte}", meta, 4))
        solde += montant
    if elidee == -1 and solde and not fins:
        lignes.append(f"  {BANQUE}")
    else:
        lignes.append(_ligne(BANQUE, -solde, "EUR", {}))
    meta = draw(_axes(registre, interne=interne)) if draw(st.booleans()) else {}
    if draw(st.integers(0, 9)) == 0 and any(c.startswith("Income") for c in tires):
        meta["type"] = draw(st.sampled_from(TYPES_PRODUITS))
    if draw(st.integers(0, 9)) == 0:
        meta["document"] = "facture.pdf"
    paye = draw(_payes(registre))
    return "\n".join([_bloc(f'{draw(dates())} * "{paye}" "Écriture"', meta), *lignes])


@st.composite
def _ecritures_de_convention(draw: DrawFn, registre: _Registre) -> str:
    """A grant under its convention, of its project and funder."""
    code = draw(st.sampled_from(sorted(registre.conventions)))
    financeur, projet = registre.conventions[code]
    montant = draw(euros())
    meta = {"projet": projet} if projet else {"perimetre": "cellule"}
    ligne = _ligne(
        draw(st.sampled_from([nom for nom, _ in PRODUITS])),
        -montant,
        "EUR",
        {**meta, "tiers": financeur},
    )
    tete = f'{draw(dates())} * "{TIERS[financeur]}" "Subvention"'
    contre = _ligne(BANQUE, montant, "EUR", {})
    return "\n".join([_bloc(tete, {"convention": code}), ligne, contre])


@st.composite
def _ecritures_de_mandat(draw: DrawFn, registre: _Registre) -> str:
    """Money held for a member (467), in either direction, or for nobody."""
    jour = draw(dates())
    membre = draw(st.sampled_from(["", *registre.membres_le(jour)]))
    montant = draw(euros())
    projet = draw(st.sampled_from(["", *registre.projets]))
    ligne = _ligne(MANDAT, montant, "EUR", {"membre": membre, "projet": projet})
    tete = f'{jour} * "{draw(_payes(registre))}" "Pour compte de tiers"'
    return "\n".join([tete, ligne, _ligne(BANQUE, -montant, "EUR", {})])


@st.composite
def _ecritures_de_commission(draw: DrawFn, registre: _Registre) -> str:
    """Mandates and what the pole keeps of them: net, gross, given back, of two members."""
    jour = draw(dates())
    lignes, solde = [], Decimal(0)
    for _ in range(draw(st.integers(1, 4))):
        membre = draw(st.sampled_from(registre.membres_le(jour)))
        montant = draw(euros())
        if draw(st.booleans()):
            meta = {
                "membre": membre,
                "projet": draw(st.sampled_from(["", *registre.projets])),
                "tiers": draw(st.sampled_from(["", "", *registre.exterieurs()])),
            }
            lignes.append(_ligne(MANDAT, montant, "EUR", meta))
        else:
            lignes.append(_ligne(COMMISSIONS, montant, "EUR", {"tiers": membre}))
        solde += montant
    tete = f'{jour} * "{draw(_payes(registre))}" "Pour compte de tiers"'
    meta = draw(_situations(registre))
    contre = _ligne(BANQUE, -solde, "EUR", {})
    return "\n".join([_bloc(tete, meta), *lignes, contre])


@st.composite
def _ecritures_durables(draw: DrawFn, registre: _Registre) -> str:
    """Investments and what pays for them, of one entry: some lines cancel."""
    tires = draw(
        st.lists(
            st.sampled_from([nom for nom, type_ in (*BILAN, *DURABLES) if type_]),
            min_size=2,
            max_size=5,
        )
    )
    lignes, solde = [], Decimal(0)
    for compte in tires:
        montant = draw(euros())
        lignes.append(_ligne(compte, montant, "EUR", draw(_situations(registre))))
        solde += montant
    if draw(st.booleans()):
        part = draw(euros())
        lignes.append(_ligne("Income:781-Reprises", part, "EUR", {}))
        solde += part
    tete = f'{draw(dates())} * "{draw(_payes(registre))}" "Ce qui dure"'
    return "\n".join([tete, *lignes, _ligne(BANQUE, -solde, "EUR", {})])


@st.composite
def _ecritures_en_nature(draw: DrawFn, registre: _Registre) -> str:
    """Class 8: one use, one or two sources, in one unit and one périmètre."""
    devise = draw(st.sampled_from(["EUR", *HEURES]))
    nombres = draw(
        st.lists(
            st.integers(-999, 9999).map(lambda n: Decimal(n).scaleb(-2)),
            min_size=1,
            max_size=2,
        )
    )
    lignes = [_ligne(EMPLOI, sum(nombres, Decimal(0)), devise, {})]
    for nombre in nombres:
        compte = draw(st.sampled_from(CONTRIBUTIONS))[0]
        origine = draw(st.sampled_from(["", *ORIGINES]))
        lignes.append(_ligne(compte, -nombre, devise, {"origine": origine}))
    meta = draw(_situations(registre))
    tete = f'{draw(dates())} * "{draw(_payes(registre))}" "Contribution"'
    return "\n".join([_bloc(tete, meta), *lignes])


@st.composite
def _ecritures_a_part(draw: DrawFn) -> str:
    """Opening balances, or the closing of classes 6 and 7: they make no fact."""
    montant = draw(euros())
    cle = draw(st.sampled_from(["a-nouveau", "cloture"]))
    comptes = [nom for nom, _ in (BILAN if cle == "a-nouveau" else PRODUITS + CHARGES)]
    ligne = _ligne(draw(st.sampled_from(comptes)), montant, "EUR", {})
    contre = _ligne("Equity:103-Apports", -montant, "EUR", {})
    return f'{draw(dates())} * "À part"\n  {cle}: TRUE\n{ligne}\n{contre}'


@st.composite
def _declarations(draw: DrawFn, registre: _Registre) -> str:
    """A turnover, a job or a cooperation, declared."""
    jour = draw(dates())
    membre = draw(st.sampled_from(registre.membres_le(jour)))
    projet = draw(st.sampled_from(["", *registre.projets]))
    genre = draw(st.integers(0, 2))
    if genre == 0:
        montant = draw(st.integers(0, 5_000_000)) / 100
        clients = ["", *registre.exterieurs(), *registre.internes()]
        meta = {
            "projet": projet,
            "client": draw(st.sampled_from(clients)),
            "preuve": draw(st.sampled_from(["", *PREUVES])),
        }
        return _bloc(f'{jour} custom "ptce-ca" "{membre}" {montant:.2f} EUR', meta)
    if genre == 1:
        etp = draw(st.integers(0, 300)) / 100
        meta = {"statut": draw(st.sampled_from(["", "cree", "mobilise"]))}
        return _bloc(
            f'{jour} custom "ptce-emploi" "{projet or "cellule"}" {etp:.2f}', meta
        )
    autre = draw(st.sampled_from(list(registre.periodes)))
    return _bloc(
        f'{jour} custom "ptce-cooperation" "{membre}" "{autre}"', {"projet": projet}
    )


@st.composite
def poles(draw: DrawFn, *, fins: bool = False, ecritures: int = 8) -> Pole:
    """Draw a pole: its register, its accounts, some entries and declarations."""
    registre = draw(_registres())
    genres: list[st.SearchStrategy[str]] = [
        _ecritures_courantes(registre, fins=fins, interne=False),
        _ecritures_courantes(registre, fins=fins, interne=False),
        _ecritures_courantes(registre, fins=fins, interne=True),
        _ecritures_de_mandat(registre),
        _ecritures_de_commission(registre),
        _ecritures_durables(registre),
        _ecritures_en_nature(registre),
        _ecritures_a_part(),
        _declarations(registre),
    ]
    if registre.conventions:
        genres.append(_ecritures_de_convention(registre))
    # One ordinary entry at least, so that there is an exercice.
    blocs = [draw(genres[0])]
    blocs += draw(st.lists(st.one_of(genres), min_size=2, max_size=ecritures))
    blocs += [
        f'{annee}-01-01 custom "ptce-donnees" "forge" {annee}\n  ca: 1000000000.00 EUR'
        for annee in (2024, 2025, 2026)
        if draw(st.booleans())
    ]
    comptes = draw(_comptes(registre))
    return Pole(registre.blocs, tuple(comptes), tuple(blocs))


@st.composite
def livres_nus(draw: DrawFn) -> Pole:
    """Draw a ledger that knows nothing of PTCE: no register, no metadata of ours."""
    noms = [nom for nom, _ in (*PRODUITS, *CHARGES, *BILAN)]
    comptes = [f"{OUVERTURE} open {nom}" for nom in (*noms, BANQUE)]
    blocs = []
    for _ in range(draw(st.integers(1, 6))):
        montant = draw(euros())
        ligne = _ligne(draw(st.sampled_from(noms)), montant, "EUR", {})
        contre = _ligne(BANQUE, -montant, "EUR", {})
        blocs.append(f'{draw(dates())} * "Quelqu\'un" "Quoi"\n{ligne}\n{contre}')
    return Pole((), tuple(comptes), tuple(blocs))
