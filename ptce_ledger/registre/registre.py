"""Read the register: `custom "ptce-…"` directives → Registre, with errors beside.

Three passes, since a treasurer writes in any order: declare names, link what refers
to them, then check what cannot be known before both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from beancount.core.data import Custom

from ptce_ledger.erreurs.registre import CodeEnDouble
from ptce_ledger.erreurs.registre import LibelleEnDouble
from ptce_ledger.erreurs.registre import PeriodeInvalide
from ptce_ledger.erreurs.registre import PoleAbsent
from ptce_ledger.erreurs.registre import PoleEnDouble
from ptce_ledger.erreurs.valeurs import SeparateurInvalide
from ptce_ledger.mots import source
from ptce_ledger.mots.codes import read_codes
from ptce_ledger.mots.dits import Jour
from ptce_ledger.mots.typographie import fold
from ptce_ledger.registre.declarations.cle import read_cle
from ptce_ledger.registre.declarations.publication import check_publication
from ptce_ledger.registre.lecteur import Lu
from ptce_ledger.registre.lecteur import closest
from ptce_ledger.registre.lecteur import is_ours
from ptce_ledger.registre.lecteur import read
from ptce_ledger.registre.pole import Convention
from ptce_ledger.registre.pole import Projet
from ptce_ledger.registre.pole import Registre
from ptce_ledger.registre.pole import Tiers
from ptce_ledger.registre.references import check_references

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator

    from ptce_ledger.erreurs.base import PtceError


def read_registre(entries: Iterable[Any]) -> tuple[Registre, list[PtceError]]:
    """Read all the « ptce- » directives among sorted entries."""
    registre = Registre()
    errors: list[PtceError] = []
    notres = [e for e in entries if type(e) is Custom and is_ours(e.type)]
    lus: list[Lu] = []
    for entry in notres:
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
        if lu.entry.type == "ptce-publication":
            errors += check_publication(registre, lu)
    if lus and not any(closest(entry.type) == "ptce-pole" for entry in notres):
        premier = lus[0].entry
        errors.append(PoleAbsent.at(premier.meta, premier, date=premier.date))
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
    registre: Registre, lu: Lu, premiers: dict[str, Lu]
) -> Iterator[PtceError]:
    code = lu.valeurs["code"]
    if registre:
        premier = _place(premiers["pôle"])
        yield PoleEnDouble.at(
            lu.entry.meta, lu.entry, code=code, autre=registre.code, **premier
        )
        return
    premiers["pôle"] = lu
    registre.code = code
    registre.libelle = lu.valeurs["libellé"]
    registre.territoire = lu.cles.get("territoire", "")
    registre.perimetre_defaut = lu.cles.get("perimetre-defaut", "")
    registre.copie_pour = lu.cles.get("copie-pour", "")
    publies = lu.cles.get("perimetres-publies", "")
    registre.perimetres_publies = tuple(read_codes(publies))
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
    yield from _check_periode(lu, "sortie", date)
    alias = tuple(a.strip() for a in cles.get("alias", "").split(";") if a.strip())
    libelles = (ancien.libelle, *ancien.alias) if ancien else ()
    premiers.setdefault(code, lu)
    registre.tiers[code] = Tiers(
        code,
        lu.valeurs["libellé"],
        cles.get("origine", ancien.origine if ancien else ""),
        cles.get("echelon", ancien.echelon if ancien else ""),
        cles.get("forme", ancien.forme if ancien else ""),
        (*alias, *libelles),
        (*periodes, (date, cles.get("sortie"))) if membre else (),
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
    yield from _check_periode(lu, "fin", debut)
    membres = cles.get("membres", "")
    codes = tuple(read_codes(membres))
    if ";" in membres:
        lieu = source.place_of_key(lu.entry.meta, "membres")
        yield SeparateurInvalide.at(
            lieu, lu.entry, cle="membres", liste=", ".join(codes)
        )
    registre.projets[code] = Projet(
        code,
        lu.valeurs["libellé"],
        debut,
        fin,
        cles.get("chef-de-file", ""),
        codes,
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
    yield from _check_periode(lu, "fin", debut)
    registre.conventions[valeurs["code"]] = Convention(
        valeurs["code"],
        valeurs["financeur"],
        valeurs["montant"].number,
        cles.get("projet", ""),
        cles.get("objet", ""),
        debut,
        fin,
        lu.entry,
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


def _check_periode(
    lu: Lu, cle: str, debut: datetime.date | None
) -> Iterator[PtceError]:
    fin = lu.cles.get(cle)
    if fin is not None and debut is not None and fin < debut:
        yield PeriodeInvalide.at(
            source.place_of_key(lu.entry.meta, cle),
            lu.entry,
            cle=cle,
            fin=Jour(fin),
            debut=Jour(debut),
        )


def _taken(lu: Lu, premier: Lu) -> PtceError:
    code = lu.valeurs["code"]
    return CodeEnDouble.at(lu.entry.meta, lu.entry, code=code, **_place(premier))


def _place(lu: Lu) -> dict[str, Any]:
    meta = lu.entry.meta
    nom = meta["filename"].replace("\\", "/").rpartition("/")[2]
    return {"ligne": meta["lineno"], "fichier": nom}


def _read_noms(registre: Registre, premiers: dict[str, Lu]) -> Iterator[PtceError]:
    noms = [(t.code, (t.libelle, *t.alias)) for t in registre.tiers.values()]
    noms += [(p.code, (p.libelle,)) for p in registre.projets.values()]
    for code, siens in noms:
        for nom in siens:
            autre = registre.noms.setdefault(fold(nom), code)
            if autre != code:
                entry, premier = premiers[code].entry, _place(premiers[autre])
                yield LibelleEnDouble.at(
                    entry.meta, entry, libelle=nom, code=code, autre=autre, **premier
                )
