"""Say Beancount's messages in French, at the right line, in the form of our own.

Relies on the wording of Beancount 3.2's messages: each is found by a pattern, and one
that no pattern knows is still reported, as it is (ErreurBeancount). Nothing is lost.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from ptce_ledger.erreurs import lecture
from ptce_ledger.erreurs.base import PtceError
from ptce_ledger.erreurs.base import suggest

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Mapping


class Lieu(NamedTuple):
    """Where an error stands, and what its words can be compared with."""

    meta: Mapping[str, Any]
    entry: Any
    comptes: frozenset[str]
    #: Files of the ledger, main one first.
    fichiers: tuple[str, ...]


def translate(error: Any, comptes: Iterable[str], fichiers: Iterable[str]) -> PtceError:
    """Turn a Beancount error into one of the catalogue; ours pass through."""
    if isinstance(error, PtceError):
        return error
    message = str(error.message)
    source = dict(error.source or {})
    lieu = Lieu(source, error.entry, frozenset(comptes), tuple(fichiers))
    for motif, traduire in _MESSAGES:
        trouve = motif.search(message)
        if trouve:
            return traduire(lieu, trouve)
    premiere = message.strip().splitlines()[0] if message.strip() else "?"
    return lecture.ErreurBeancount.at(lieu.meta, lieu.entry, message=premiere)


def _posting(lieu: Lieu, compte: str) -> Mapping[str, Any]:
    """Narrow the place to the posting on an account, when the entry has one."""
    for posting in getattr(lieu.entry, "postings", None) or ():
        if posting.account == compte and posting.meta and "lineno" in posting.meta:
            return {"filename": lieu.meta["filename"], **posting.meta}
    return lieu.meta


def _quoted(lieu: Lieu, texte: str) -> Mapping[str, Any]:
    """Find the line that quotes a text: Beancount gives no line for its load errors."""
    for fichier in lieu.fichiers:
        try:
            with open(fichier, encoding="utf-8", errors="replace") as lignes:
                for numero, ligne in enumerate(lignes, 1):
                    if f'"{texte}"' in ligne:
                        return {"filename": fichier, "lineno": numero}
        except OSError:
            continue
    return {"filename": lieu.fichiers[0] if lieu.fichiers else "", "lineno": 0}


def _unknown_account(lieu: Lieu, trouve: re.Match[str]) -> PtceError:
    compte = trouve[1]
    return lecture.CompteInconnu.at(
        _posting(lieu, compte),
        lieu.entry,
        compte=compte,
        suggestion=suggest(compte, lieu.comptes),
        date=getattr(lieu.entry, "date", "2025-01-01"),
    )


def _inactive_account(lieu: Lieu, trouve: re.Match[str]) -> PtceError:
    jour = getattr(lieu.entry, "date", None)
    return lecture.CompteInactif.at(
        _posting(lieu, trouve[1]),
        lieu.entry,
        compte=trouve[1],
        jour=f"{jour:%d/%m/%Y}" if jour else "?",
    )


def _currency(lieu: Lieu, trouve: re.Match[str]) -> PtceError:
    return lecture.DeviseInterdite.at(
        _posting(lieu, trouve[2]), lieu.entry, devise=trouve[1], compte=trouve[2]
    )


def _balance(lieu: Lieu, trouve: re.Match[str]) -> PtceError:
    compte, attendu, accumule, ecart, sens = trouve.groups()
    mots = {"much": "de trop", "little": "de moins"}
    return lecture.SoldeFaux.at(
        lieu.meta,
        lieu.entry,
        compte=compte,
        attendu=attendu,
        trouve=accumule,
        ecart=f" ({ecart} {mots[sens]})" if ecart else "",
    )


def _number(lieu: Lieu, trouve: re.Match[str]) -> PtceError:
    nombre = trouve[1]
    exemple = ""
    if re.fullmatch(r"-?\d+,\d{1,2}", nombre):
        exemple = f" : {nombre.replace(',', '.')}"
    return lecture.NombreInvalide.at(
        lieu.meta, lieu.entry, nombre=nombre, exemple=exemple
    )


def _token(lieu: Lieu, trouve: re.Match[str]) -> PtceError:
    if "\\x" in trouve[1] or "\x00" in trouve[1]:
        return lecture.EncodageInvalide.at(lieu.meta, lieu.entry)
    return lecture.SyntaxeInvalide.at(
        lieu.meta, lieu.entry, pres=f", à partir de «\u00a0{trouve[1]}\u00a0»"
    )


def _syntax(lieu: Lieu, _trouve: re.Match[str]) -> PtceError:
    return lecture.SyntaxeInvalide.at(lieu.meta, lieu.entry, pres="")


def _duplicate_file(lieu: Lieu, trouve: re.Match[str]) -> PtceError:
    nom = trouve[1].replace("\\", "/").rpartition("/")[2]
    return lecture.FichierEnDouble.at(_quoted(lieu, nom), fichier=nom)


def _plugin_missing(lieu: Lieu, trouve: re.Match[str]) -> PtceError:
    return lecture.PluginIntrouvable.at(_quoted(lieu, trouve[1]), nom=trouve[1])


def _plugin_failed(lieu: Lieu, trouve: re.Match[str]) -> PtceError:
    message = f"le module «\u00a0{trouve[1]}\u00a0» n’a pas pu le lire"
    return lecture.ErreurBeancount.at(_quoted(lieu, trouve[1]), message=message)


def _of(
    classe: type[PtceError], *groupes: str, cite: bool = False
) -> Callable[[Lieu, re.Match[str]], PtceError]:
    """Translate with a class whose words are the pattern's groups."""

    def translate_with(lieu: Lieu, trouve: re.Match[str]) -> PtceError:
        mots = dict(zip(groupes, trouve.groups(), strict=False))
        meta = _quoted(lieu, trouve[1]) if cite else lieu.meta
        return classe.at(meta, lieu.entry, **mots)

    return translate_with


_MESSAGES: list[tuple[re.Pattern[str], Callable[[Lieu, re.Match[str]], PtceError]]] = [
    (re.compile(motif), traduire)
    for motif, traduire in (
        (r"^Invalid reference to unknown account '(.+)'", _unknown_account),
        (r"^Unopened account (\S+) is being closed", _unknown_account),
        (r"^Invalid reference to inactive account '(.+)'", _inactive_account),
        (r"^Invalid currency (\S+) for account '(.+)'", _currency),
        (
            r"^Transaction does not balance: \((.+)\)",
            _of(lecture.EcritureDesequilibree, "ecart"),
        ),
        (
            r"more than one auto-posting|[Tt]oo many missing numbers",
            _of(lecture.MontantsManquants),
        ),
        (
            r"^Balance failed for '(.+)': expected (.+) != accumulated (.+?)(?: \((.+) too (much|little)\))?$",
            _balance,
        ),
        (
            r"^Duplicate (?:open|close) directive for (\S+)",
            _of(lecture.CompteEnDouble, "compte"),
        ),
        (r"^Invalid account name: (.+)", _of(lecture.CompteMalNomme, "compte")),
        (r"Invalid number format: '(.+)'", _number),
        (r"^UnicodeDecodeError", _of(lecture.EncodageInvalide)),
        (
            r"(?:month must be in|day is out of range|year .* out of range)",
            _of(lecture.DateInvalide),
        ),
        (
            r"(?s)^Invalid token: '((?:Assets|Liabilities|Equity|Income|Expenses)(?::.*)?)'",
            _of(lecture.CompteMalNomme, "compte"),
        ),
        (r"(?s)^Invalid token: '(.*)'", _token),
        (r"^syntax error", _syntax),
        (
            r'^File glob "(.+)" does not match any files',
            _of(lecture.LivreIntrouvable, "fichier", cite=True),
        ),
        (r'^File "(.+)" does not exist', _of(lecture.LivreIntrouvable, "fichier")),
        (r'^File does not exist: "(.+)"', _of(lecture.PieceIntrouvable, "fichier")),
        (r'^Duplicate filename parsed: "(.+)"', _duplicate_file),
        (r'^Error importing "(.+?)"', _plugin_missing),
        (r'^Error applying plugin "(.+?)"', _plugin_failed),
    )
]
