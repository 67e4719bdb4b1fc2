"""Read the register: `custom "ptce-…"` directives → Registre, with errors beside.

Three passes, since a treasurer writes in any order: declare names, link what refers
to them, then check what cannot be known before both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from beancount.core.data import Custom

from ptce_ledger.cles import read_cle
from ptce_ledger.ecriture import fold
from ptce_ledger.erreurs.base import suggest
from ptce_ledger.erreurs.registre import CodeEnDouble
from ptce_ledger.erreurs.registre import LibelleEnDouble
from ptce_ledger.erreurs.registre import MembreInconnu
from ptce_ledger.erreurs.registre import PeriodeInvalide
from ptce_ledger.erreurs.registre import PoleAbsent
from ptce_ledger.erreurs.registre import PoleEnDouble
from ptce_ledger.erreurs.registre import ProjetInconnu
from ptce_ledger.erreurs.registre import TiersInconnu
from ptce_ledger.lecteur import Lu
from ptce_ledger.lecteur import read
from ptce_ledger.pole import Convention
from ptce_ledger.pole import Projet
from ptce_ledger.pole import Registre
from ptce_ledger.pole import Tiers

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator

    from ptce_ledger.erreurs.base import PtceError

#: Where a directive's value or key names somebody: who it must be.
_REFERENCES: dict[str, dict[str, str]] = {
    "ptce-pole": {"porteur": "tiers"},
    "ptce-projet": {"chef-de-file": "tiers"},
    "ptce-convention": {"financeur": "tiers", "projet": "projet"},
    "ptce-donnees": {"membre": "membre"},
    "ptce-ca": {"membre": "membre", "projet": "projet", "client": "code"},
    "ptce-emploi": {"périmètre": "perimetre", "membre": "membre"},
    "ptce-cooperation": {
        "membre": "membre",
        "autre membre": "membre",
        "projet": "projet",
    },
    "ptce-budget": {"périmètre": "perimetre"},
}


def read_registre(entries: Iterable[Any]) -> tuple[Registre, list[PtceError]]:
    """Read all the « ptce- » directives among sorted entries."""
    registre = Registre()
    errors: list[PtceError] = []
    lus: list[Lu] = []
    for entry in entries:
        if type(entry) is Custom and entry.type.startswith("ptce-"):
            lu, fautes = read(entry)
            errors += fautes
            if lu is not None:
                lus.append(lu)
    premiers: dict[str, Lu] = {}
    for lu in lus:
        errors += _declare(registre, lu, premiers)
    errors += _read_noms(registre, premiers)
    for lu in lus:
        errors += check_references(registre, lu)
    if lus and not registre:
        meta = lus[0].entry
        errors.append(PoleAbsent.at(meta.meta, meta, date=meta.date))
    return registre, errors


def _declare(
    registre: Registre, lu: Lu, premiers: dict[str, Lu]
) -> Iterator[PtceError]:
    declare = _DECLARE.get(lu.entry.type)
    if declare is None:
        registre.declarations.setdefault(lu.entry.type, []).append(lu)
    else:
        yield from declare(registre, lu, premiers)


def _declare_pole(
    registre: Registre, lu: Lu, _premiers: dict[str, Lu]
) -> Iterator[PtceError]:
    code = lu.valeurs["code"]
    if registre:
        yield PoleEnDouble.at(lu.entry.meta, lu.entry, code=code, autre=registre.code)
        return
    registre.code = code
    registre.libelle = lu.valeurs["libellé"]
    registre.territoire = lu.cles.get("territoire", "")
    registre.perimetre_defaut = lu.cles.get("perimetre-defaut", "")
    mois, jour = lu.cles.get("debut-exercice", "01-01").split("-")
    registre.debut_exercice = (int(mois), int(jour))


def _declare_phase(
    registre: Registre, lu: Lu, _premiers: dict[str, Lu]
) -> Iterator[PtceError]:
    registre.phases.append((lu.entry.date, lu.valeurs["phase"]))
    yield from ()


def _declare_tiers(
    registre: Registre, lu: Lu, premiers: dict[str, Lu]
) -> Iterator[PtceError]:
    code, date, cles = lu.valeurs["code"], lu.entry.date, lu.cles
    membre = lu.entry.type == "ptce-membre"
    ancien = registre.tiers.get(code)
    periodes = ancien.periodes if ancien else ()
    revient = membre and periodes and (periodes[-1][1] or date) < date
    if code in premiers and not revient:
        yield _taken(lu, premiers[code])
        return
    sortie = cles.get("sortie")
    if sortie is not None and sortie < date:
        yield PeriodeInvalide.at(
            lu.entry.meta, lu.entry, cle="sortie", fin=sortie, debut=date
        )
    alias = tuple(a.strip() for a in cles.get("alias", "").split(";") if a.strip())
    libelles = (ancien.libelle, *ancien.alias) if ancien else ()
    premiers.setdefault(code, lu)
    registre.tiers[code] = Tiers(
        code,
        lu.valeurs["libellé"],
        cles.get("origine", ancien.origine if ancien else ""),
        cles.get("echelon", ""),
        cles.get("forme", ""),
        (*alias, *libelles),
        (*periodes, (date, sortie)) if membre else (),
    )


def _declare_projet(
    registre: Registre, lu: Lu, premiers: dict[str, Lu]
) -> Iterator[PtceError]:
    code, cles = lu.valeurs["code"], lu.cles
    if code in premiers:
        yield _taken(lu, premiers[code])
        return
    premiers[code] = lu
    debut, fin = cles.get("debut"), cles.get("fin")
    if fin is not None and fin < (debut or fin):
        yield PeriodeInvalide.at(
            lu.entry.meta, lu.entry, cle="fin", fin=fin, debut=debut
        )
    membres = tuple(m.strip() for m in cles.get("membres", "").split(",") if m.strip())
    registre.projets[code] = Projet(
        code,
        lu.valeurs["libellé"],
        debut,
        fin,
        cles.get("chef-de-file", ""),
        membres,
        cles.get("cooperation", ""),
    )


def _declare_convention(
    registre: Registre, lu: Lu, premiers: dict[str, Lu]
) -> Iterator[PtceError]:
    valeurs, cles = lu.valeurs, lu.cles
    cle = f"convention {valeurs['code']}"
    if cle in premiers:
        yield _taken(lu, premiers[cle])
        return
    premiers[cle] = lu
    debut, fin = cles.get("debut"), cles.get("fin")
    if fin is not None and fin < (debut or fin):
        yield PeriodeInvalide.at(
            lu.entry.meta, lu.entry, cle="fin", fin=fin, debut=debut
        )
    registre.conventions[valeurs["code"]] = Convention(
        valeurs["code"],
        valeurs["financeur"],
        valeurs["montant"].number,
        cles.get("projet", ""),
        cles.get("objet", ""),
        debut,
        fin,
    )


def _declare_cle(
    registre: Registre, lu: Lu, _premiers: dict[str, Lu]
) -> Iterator[PtceError]:
    cle, errors = read_cle(lu)
    if cle is not None:
        registre.cles.setdefault(cle.code, []).append(cle)
    yield from errors


_DECLARE: dict[str, Callable[[Registre, Lu, dict[str, Lu]], Iterator[PtceError]]] = {
    "ptce-pole": _declare_pole,
    "ptce-phase": _declare_phase,
    "ptce-membre": _declare_tiers,
    "ptce-tiers": _declare_tiers,
    "ptce-projet": _declare_projet,
    "ptce-convention": _declare_convention,
    "ptce-cle": _declare_cle,
}


def _taken(lu: Lu, premier: Lu) -> PtceError:
    meta = premier.entry.meta
    return CodeEnDouble.at(
        lu.entry.meta,
        lu.entry,
        code=lu.valeurs["code"],
        ligne=meta["lineno"],
        fichier=meta["filename"].replace("\\", "/").rpartition("/")[2],
    )


def _read_noms(registre: Registre, premiers: dict[str, Lu]) -> Iterator[PtceError]:
    noms = [(t.code, (t.libelle, *t.alias)) for t in registre.tiers.values()]
    noms += [(p.code, (p.libelle,)) for p in registre.projets.values()]
    for code, siens in noms:
        for nom in siens:
            autre = registre.noms.setdefault(fold(nom), code)
            if autre != code:
                entry = premiers[code].entry
                yield LibelleEnDouble.at(
                    entry.meta, entry, libelle=nom, code=code, autre=autre
                )


def check_references(registre: Registre, lu: Lu) -> Iterator[PtceError]:
    """Report each code of a directive that the register does not know."""
    for nom, genre in _REFERENCES.get(lu.entry.type, {}).items():
        code = lu.valeurs.get(nom) or lu.cles.get(nom)
        if code is not None:
            yield from _unknown(registre, lu.entry, genre, code)
    if lu.entry.type == "ptce-projet":
        projet = registre.projets.get(lu.valeurs["code"])
        for code in projet.membres if projet else ():
            yield from _unknown(registre, lu.entry, "membre", code)
    if lu.entry.type == "ptce-cle":
        for cle in registre.cles.get(lu.valeurs["code"], ()):
            if cle.date == lu.entry.date:
                for code, _ in cle.parts:
                    yield from _unknown(registre, lu.entry, "perimetre", code)


def _unknown(
    registre: Registre, entry: Any, genre: str, code: str
) -> Iterator[PtceError]:
    classe, connus = {
        "membre": (MembreInconnu, registre.membres()),
        "tiers": (TiersInconnu, list(registre.tiers)),
        "code": (TiersInconnu, registre.codes()),
        "projet": (ProjetInconnu, list(registre.projets)),
        "perimetre": (ProjetInconnu, ["cellule", *registre.projets]),
    }[genre]
    if code not in connus:
        yield classe.at(
            entry.meta,
            entry,
            code=code,
            date=entry.date,
            suggestion=suggest(code, connus),
        )
