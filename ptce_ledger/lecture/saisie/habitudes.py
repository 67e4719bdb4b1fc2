"""The habits of hands, each understood in one place: what explains, what mends, in order.

`AVANT` is looked for before Beancount, in each line that is not plainly right: what it
would read as something else. `APRES` is looked for in the lines that it refused, and in
those that hold a sign beyond the Latin letters: what can only be meant for another thing.
`CERTAINES` may be sure: `correction.py` writes again what is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from typing import Any

from ptce_ledger.erreurs.syntaxe import GuillemetOuvert
from ptce_ledger.erreurs.syntaxe import MotIncompris
from ptce_ledger.lecture.saisie import calculs
from ptce_ledger.lecture.saisie import durees
from ptce_ledger.lecture.saisie import entetes
from ptce_ledger.lecture.saisie import formes
from ptce_ledger.lecture.saisie import guillemets
from ptce_ledger.lecture.saisie import intitules
from ptce_ledger.lecture.saisie import jours
from ptce_ledger.lecture.saisie import montants
from ptce_ledger.lecture.saisie import proprietes
from ptce_ledger.lecture.saisie import signes
from ptce_ledger.lecture.saisie import tableur
from ptce_ledger.lecture.saisie.coquille import Coquille
from ptce_ledger.lecture.saisie.ligne import LigneTypee
from ptce_ledger.mots import source

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.lecture.saisie.coquille import Habitude

_ETRANGER = re.compile(r"[^\x00-\x7f]")
#: No hand types a longer line; looking for its mistakes would take for ever.
_LONGUE = 1000


def explain_form(ligne: LigneTypee) -> PtceError | None:
    """Say what is wrong with the form of a line that Beancount has not seen."""
    coquille = _first(AVANT, ligne)
    return coquille and coquille.tell(ligne.at(coquille.debut))


def explain_line(lieu: Mapping[str, Any]) -> PtceError | None:
    """Say what is wrong at a place that Beancount could not read, if we know it."""
    fichier, numero = str(lieu["filename"]), int(lieu["lineno"])
    ligne = LigneTypee(fichier, numero, source.read_line(lieu))
    if len(ligne.brut) > _LONGUE:
        return None
    coquille = _first(APRES, ligne)
    if coquille is not None:
        return coquille.tell(lieu)
    ouverte = guillemets.find_opened_above(fichier, numero)
    return GuillemetOuvert.at({**lieu, "lineno": ouverte}) if ouverte else None


def _first(habitudes: Iterable[Habitude], ligne: LigneTypee) -> Coquille | None:
    """Let speak the first habit that finds its own in a line."""
    return next(filter(None, (explain(ligne) for explain in habitudes)), None)


def explain_foreign(ligne: LigneTypee) -> Coquille | None:
    """Report a sign beyond the Latin letters, out of the texts."""
    for trouve in _ETRANGER.finditer(ligne.code):
        position, signe = trouve.start(), trouve[0]
        lettre = signes.explain_letter(ligne, position)
        if lettre is not None:
            return lettre
        if not signe.isalpha():
            physique = ligne.physical(position)
            dite = _first(APRES, physique) if len(physique.brut) <= _LONGUE else None
            if dite is not None:
                return dite.shift(position + 1 - ligne.column(position))
            return Coquille(MotIncompris, position, position, mots={"mot": signe})
    return None


def explain_quantity(ligne: LigneTypee) -> Coquille | None:
    """Report what is wrong in the numbers of a line, or in their units."""
    return _first(_D_UN_MONTANT, ligne)


_D_UN_MONTANT: tuple[Habitude, ...] = (
    jours.explain_date,
    jours.explain_first_date,
    calculs.explain_calculation,
    durees.explain_duration,
    durees.explain_letters,
    montants.explain_amount,
    montants.explain_lost_digits,
)
#: What spoils the reading of all the rest comes first.
AVANT: tuple[Habitude, ...] = (
    signes.explain_invisible,
    formes.explain_merge,
    tableur.explain_pasted,
    tableur.explain_header,
    guillemets.explain_open_quote,
    formes.explain_passed_over,
    explain_foreign,
    jours.explain_date,
    jours.explain_first_date,
    calculs.explain_calculation,
    durees.explain_duration,
    durees.explain_letters,
    montants.explain_number,
    montants.explain_lost_digits,
    formes.explain_margin,
    formes.explain_glued,
)
APRES: tuple[Habitude, ...] = (
    formes.explain_indented_date,
    guillemets.explain_quotes,
    guillemets.explain_odd_quote,
    jours.explain_refused_date,
    jours.explain_first_date,
    entetes.explain_bare_word,
    entetes.explain_header,
    entetes.explain_translated_word,
    proprietes.explain_key,
    formes.explain_refused_margin,
    montants.explain_unit_alone,
    intitules.explain_account,
    explain_quantity,
    montants.explain_no_unit,
    entetes.explain_comma,
    signes.explain_hard_space,
    montants.explain_rest,
)
#: Texts first: what was between curly quotes is then out of reach, as the others are.
CERTAINES: tuple[Habitude, ...] = (
    guillemets.explain_quotes,
    signes.explain_invisible,
    signes.explain_accent,
    explain_quantity,
    signes.explain_hard_space,
)
