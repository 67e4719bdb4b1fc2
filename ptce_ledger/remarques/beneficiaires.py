"""Payees that the register nearly knows, and aliases that are not told apart.

A payee that is no label nor alias of the register pays without a tiers nor an origin,
and nothing else says it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from beancount.core.data import Custom

from ptce_ledger.faits.affectation import is_apart
from ptce_ledger.faits.axes import RIEN
from ptce_ledger.mots.dits import later
from ptce_ledger.mots.dits import later_count
from ptce_ledger.mots.source import place_of_key
from ptce_ledger.mots.typographie import fold
from ptce_ledger.remarques.base import Remarque
from ptce_ledger.remarques.ressemblance import Annuaire

if TYPE_CHECKING:
    from collections.abc import Iterator

    from beancount.core.data import Transaction

    from ptce_ledger.remarques.regard import Regard

_DECLARENT = ("ptce-membre", "ptce-tiers")
#: What a hand puts between two aliases, where a semicolon is wanted.
_AUTRES = re.compile(r",|\||\n| / ")


#: A name that can be an alias as it is.
_SIMPLE = re.compile(r'[^";\\\n]+')


class BeneficiaireProche(Remarque):
    """Un bénéficiaire n’est pas du registre, à une lettre ou à un mot près.

    Un bénéficiaire est reconnu s’il est le libellé ou l’alias d’un membre, d’un tiers ou
    d’un projet, aux majuscules, accents, apostrophes et espaces près. Sinon la ligne n’a
    ni tiers, ni origine : un membre y paie comme un inconnu.
    """

    __slots__ = ()
    constat = (
        "Le bénéficiaire « {paye} » n’est pas du registre : {combien}, sans tiers."
    )
    remede = "Vouliez-vous dire « {proche} » ? {remede} :"
    forme = "{forme}"


class BeneficiaireEnLibelle(Remarque):
    """Le seul texte d’une écriture est un nom du registre : il y est lu comme un libellé.

    De deux textes, le premier est le bénéficiaire et le second le libellé ; un texte seul
    est un libellé. Aucun tiers n’est alors reconnu.
    """

    __slots__ = ()
    constat = "« {paye} » est seul, donc lu comme un libellé et non comme un bénéficiaire : {combien}, sans tiers."
    remede = "Ajoutez un libellé, même vide :"
    forme = '{date} * "{paye}" ""'


class AliasMalSepares(Remarque):
    """Plusieurs alias sont séparés par autre chose qu’un point-virgule.

    Le tout est alors un seul nom, qu’aucun bénéficiaire ne porte.
    """

    __slots__ = ()
    constat = "« alias: » se lit comme un seul nom : « {alias} »."
    remede = "Séparez-les par un point-virgule :"
    forme = 'alias: "{liste}"'


def iter_proches(regard: Regard) -> Iterator[Remarque]:
    """Look for payees without a tiers that are near a name of the register, each once."""
    registre = regard.livre.registre
    par_paye: defaultdict[tuple[str, bool], list[Transaction]] = defaultdict(list)
    for entry in regard.ecritures:
        dit = entry.payee or entry.narration
        if dit and not is_apart(entry) and _lacks_tiers(regard, entry):
            par_paye[dit, bool(entry.payee)].append(entry)
    if not registre or not par_paye:
        return
    noms = Annuaire(registre)
    for (dit, paye), entries in par_paye.items():
        premiere = entries[0]
        combien = later_count("une écriture", "{nombre} écritures", len(entries))
        if not paye:
            if registre.tiers_of(dit, premiere.date):
                yield BeneficiaireEnLibelle.at(
                    premiere.meta,
                    premiere,
                    paye=dit.replace('"', "'"),
                    combien=combien,
                    date=premiere.date,
                )
            continue
        proche = noms.near(dit)
        if proche is not None:
            nom, code = proche
            yield BeneficiaireProche.at(
                premiere.meta,
                premiere,
                paye=dit,
                combien=combien,
                proche=nom,
                **_mend(regard, code, dit),
            )


def _mend(regard: Regard, code: str, dit: str) -> dict[str, object]:
    """Say what to type: one more alias of somebody, where it can be one; else its code."""
    tiers = regard.livre.registre.tiers.get(code)
    if tiers is None or not _SIMPLE.fullmatch(dit):
        remede = later("Corrigez-le, ou dites sous l’écriture qui c’est")
        return {"remede": remede, "forme": f'tiers: "{code}"'}
    alias = "; ".join(filter(None, (str(tiers.entry.meta.get("alias") or ""), dit)))
    remede = later(
        "Corrigez-le, ou ajoutez-le aux autres noms de « {code} »", code=code
    )
    return {"remede": remede, "forme": f'alias: "{alias}"'}


def _lacks_tiers(regard: Regard, entry: Transaction) -> bool:
    axes = regard.livre.releve.affectation.resolve_entry(entry)
    return any(axe is not RIEN and not axe.tiers for axe in axes)


def iter_alias(regard: Regard) -> Iterator[Remarque]:
    """Look for lists of aliases that are read as one name, which nobody bears."""
    payes = {fold(entry.payee or "") for entry in regard.ecritures}
    for entry in regard.livre.entries:
        if type(entry) is not Custom or entry.type not in _DECLARENT:
            continue
        ecrit = entry.meta.get("alias")
        if not isinstance(ecrit, str):
            continue
        for alias in filter(_AUTRES.search, ecrit.split(";")):
            noms = [nom.strip() for nom in _AUTRES.split(alias) if nom.strip()]
            portes = any(fold(nom) in payes for nom in noms)
            if fold(alias) not in payes and (portes or ";" not in ecrit):
                tous = [n.strip() for n in re.split(rf";|{_AUTRES.pattern}", ecrit)]
                yield AliasMalSepares.at(
                    place_of_key(entry.meta, "alias"),
                    entry,
                    alias=alias.strip(),
                    liste="; ".join(filter(None, tous)),
                )
                break
