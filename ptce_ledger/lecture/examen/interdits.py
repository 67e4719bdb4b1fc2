"""What a ledger may not do: each directive that runs, opens or loosens something.

Lists are of what is allowed; what is not in them is refused. Words are looked for
anywhere in a line: after an error Beancount goes on reading where it can.
"""

from __future__ import annotations

import re
from decimal import Decimal
from decimal import InvalidOperation
from typing import TYPE_CHECKING

from ptce_ledger.erreurs import interdits as erreurs
from ptce_ledger.erreurs.base import suggest_else
from ptce_ledger.lecture.saisie.ligne import cut
from ptce_ledger.mots.dits import later

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.lecture.saisie.ligne import LigneTypee
    from ptce_ledger.mots.dits import Dit

#: Plugins of Beancount that check, or open and close accounts: none changes an amount,
#: none makes an entry with one, none evaluates its configuration as Python.
PLUGINS = frozenset(
    f"beancount.plugins.{nom}"
    for nom in (
        "auto_accounts",
        "check_closing",
        "check_drained",
        "close_tree",
        "coherent_cost",
        "leafonly",
        "noduplicates",
        "nounused",
        "onecommodity",
        "sellgains",
        "unique_prices",
    )
)
_PLUGIN = re.compile(r"ptce_ledger\.plugins(?:\.[a-z0-9_]+)?")
EXTENSION = "ptce_ledger.reports.fava"
#: Options of Fava that only set how things are shown.
REGLAGES = frozenset(
    {
        "account-journal-include-children",
        "auto-reload",
        "collapse-pattern",
        "conversion-currencies",
        "currency-column",
        "default-page",
        "fiscal-year-end",
        "indent",
        "insert-entry",
        "invert-gains-losses-colors",
        "invert-income-liabilities-equity",
        "language",
        "locale",
        "show-accounts-with-zero-balance",
        "show-accounts-with-zero-transactions",
        "show-closed-accounts",
        "show-metadata-indicators",
        "sidebar-show-queries",
        "upcoming-events",
        "uptodate-indicator-grey-lookback-days",
    }
)
#: What a check of balance may let pass without a word.
_ECART = Decimal("0.01")
_RACINES = ("assets", "liabilities", "equity", "income", "expenses")
_INTERNES = ("commodities", "dcontext", "include", "input_hash", "plugin", "filename")
_FAUX = ("false", "off", "0", "no", "non")

_MOTCLE = re.compile(r"(?P<mot>option|plugin|custom)[ \t\r]*(?=\")")
_RESERVEE = re.compile(r"(?<![\w-])(?P<cle>filename|lineno)[ \t]*:[ \t]*(?P<valeur>.*)")
_BALANCE = re.compile(r"~[ \t]*(?P<ecart>[^A-Z\n]*)(?P<devise>[A-Z][\w.'-]*)?")
_RAISON = re.compile(r"^[ \t]+raison:[ \t]*\"[^\"]*[^\s\"…][^\"]*\"", re.MULTILINE)
_ADRESSE = re.compile(r"\s*[A-Za-z][A-Za-z0-9+.-]*:(?!//)")


class Options:
    """What the options of a file have set so far: they do not reach other files."""

    def __init__(self) -> None:
        self._racines = {f"name_{nom}": nom.capitalize() for nom in _RACINES}

    def check(self, ligne: LigneTypee, position: int) -> PtceError | None:
        """Report an option that a ledger may not set, or not to this value."""
        nom, valeur, *_ = (*ligne.texts(position), "", "")
        lieu, raison = ligne.at(position), _reason(nom, valeur.strip())
        if raison:
            return erreurs.OptionInterdite.at(
                lieu, nom=cut(nom), valeur=cut(valeur), raison=raison
            )
        if nom not in self._racines:
            return None
        self._racines[nom] = valeur
        if list(self._racines.values()).count(valeur) == 1:
            return None
        return erreurs.RacinesIdentiques.at(lieu, nom=cut(valeur))


def iter_forbidden(ligne: LigneTypee, options: Options) -> Iterator[PtceError]:
    """Yield what a line does that a ledger may not, the files it names apart."""
    checks = {"plugin": _plugin, "option": options.check, "custom": _custom}
    for trouve in _MOTCLE.finditer(ligne.code):
        erreur = checks[trouve["mot"]](ligne, trouve.end())
        if erreur is not None:
            yield erreur
    for trouve in _RESERVEE.finditer(ligne.code):
        valeur = ligne.brut[trouve.start("valeur") : trouve.end("valeur")].strip()
        lieu = ligne.at(trouve.start())
        yield erreurs.CleReservee.at(
            lieu, cle=trouve["cle"], valeur=cut(valeur) or '"…"'
        )
    ecart = _BALANCE.search(ligne.chiffres)
    if ecart and not _is_small(ecart["ecart"]) and not _RAISON.search(ligne.suite):
        tolerance = f"{ecart['ecart'].strip()} {ecart['devise'] or ''}".strip()
        lieu = ligne.at(ecart.start())
        yield erreurs.ToleranceSansRaison.at(lieu, tolerance=cut(tolerance))


def _is_small(ecart: str) -> bool:
    nombre = _decimal(ecart.strip())
    return nombre is not None and nombre <= _ECART


def _decimal(texte: str) -> Decimal | None:
    try:
        nombre = Decimal(texte)
    except InvalidOperation:
        return None
    return nombre if nombre.is_finite() and nombre >= 0 else None


def is_admitted(plugin: str) -> bool:
    """Tell whether a module may be loaded."""
    return plugin in PLUGINS or _PLUGIN.fullmatch(plugin) is not None


def _plugin(ligne: LigneTypee, position: int) -> PtceError | None:
    nom, *_ = (*ligne.texts(position), "")
    if is_admitted(nom):
        return None
    sinon = suggest_else(nom, (*PLUGINS, "ptce_ledger.plugins"))
    return erreurs.PluginInterdit.at(ligne.at(position), nom=cut(nom), sinon=sinon)


def _reason(nom: str, valeur: str) -> Dit | None:
    """Say why an option is refused; None when it is not."""
    if nom in _INTERNES:
        return later("Beancount se la réserve")
    admise, raison = _OPTIONS.get(nom, (_any, None))
    return None if admise(valeur) else raison


def _any(_valeur: str) -> bool:
    return True


def _never(_valeur: str) -> bool:
    return False


def _most(plafond: str) -> Callable[[str], bool]:
    """Admit a number, after its currency if it has one, up to a ceiling."""

    def admit(valeur: str) -> bool:
        nombre = _decimal(valeur.rpartition(":")[2].strip())
        return nombre is not None and nombre <= Decimal(plafond)

    return admit


_LARGE = later("elle laisserait passer des écritures fausses")
#: Options that only some values leave harmless, and what the others would do. Beancount
#: tolerates half of the last digit of an amount: half a cent at most.
_OPTIONS: dict[str, tuple[Callable[[str], bool], Dit]] = {
    "insert_pythonpath": (_never, later("elle ferait exécuter des programmes")),
    "plugin_processing_mode": (
        "default".__eq__,
        later("elle ne vérifierait plus les soldes"),
    ),
    "tolerance_multiplier": (_most("0.5"), _LARGE),
    "inferred_tolerance_multiplier": (_most("0.5"), _LARGE),
    "inferred_tolerance_default": (_most("0.005"), _LARGE),
    "infer_tolerance_from_cost": (lambda valeur: valeur.lower() in _FAUX, _LARGE),
    "display_precision": (_most("0.01"), later("elle cacherait des centimes")),
}


def _custom(ligne: LigneTypee, position: int) -> PtceError | None:
    genre, nom, valeur, *_ = (*ligne.texts(position), "", "", "")
    refuse = (
        (genre == "fava-extension" and nom != EXTENSION)
        or (genre == "fava-option" and nom.replace("_", "-") not in REGLAGES)
        or (genre == "fava-sidebar-link" and _ADRESSE.match(valeur))
    )
    if not refuse:
        return None
    return erreurs.ReglageFavaInterdit.at(ligne.at(position), nom=cut(nom))
