"""docs/erreurs.md: each error and remark, its example, its exact message."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pages.markdown import set_block
from pages.markdown import write_page
from ptce_ledger.erreurs import CHAPITRES
from ptce_ledger.mots.typographie import disarm
from ptce_ledger.mots.typographie import typeset
from ptce_ledger.pages.glossaire import error_paragraphs
from ptce_ledger.remarques import CHAPITRES as REMARQUES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from ptce_ledger.erreurs.base import PtceError


_TESTS = Path(__file__).parent.parent.parent / "tests"
EXEMPLES = _TESTS / "erreurs"
RELECTURES = _TESTS / "remarques"


def erreurs() -> str:
    """Write docs/erreurs.md: each error and remark, its example, its exact message."""
    return write_page("Les erreurs et leurs remèdes", _erreurs())


def _erreurs() -> Iterator[str]:
    yield (
        "`ptce verifier` donne toutes les erreurs d’un livre : le fichier et la ligne, "
        "ce qui ne va pas, la ligne elle-même, puis, après la flèche, le remède. Entre "
        "crochets vient le nom de l’erreur, que cette page explique, et que "
        "`ptce expliquer` explique aussi."
    )
    yield (
        "Tant qu’il reste une erreur, aucun chiffre n’est donné. "
        "Une erreur peut en cacher d’autres : corrigez la première, puis recommencez."
    )
    for chapitre, classes in CHAPITRES.items():
        yield from _chapitre(chapitre, classes, EXEMPLES)
    yield "## Les remarques"
    yield typeset(
        "Une remarque dit ce qui est permis mais sans doute faux, ou ce qui semble "
        "désigner une personne. Elle n’empêche aucun chiffre ; avec "
        "`ptce verifier --strict`, elle compte comme une erreur. Une remarque lue se "
        "tait, avec sa raison, par une clé sous la ligne qu’elle cite, sous son "
        "écriture ou sous le « open » de son compte :"
    )
    yield set_block('  remarque-lue: "deux achats du même jour"', "beancount")
    for chapitre, remarques in REMARQUES.items():
        yield from _chapitre(f"Remarques : {_lower(chapitre)}", remarques, RELECTURES)


def _chapitre(
    titre: str, classes: Mapping[str, type[PtceError]], exemples: Path
) -> Iterator[str]:
    yield typeset(f"## {titre}")
    yield "\n".join(_link(nom, classe) for nom, classe in classes.items())
    for nom, classe in classes.items():
        yield from _erreur(nom, classe, exemples)


def _link(nom: str, classe: type[PtceError]) -> str:
    return f"- [{nom}](#{nom.lower()}) : {_lower(error_paragraphs(classe)[0])}"


def _lower(phrase: str) -> str:
    """Bring a sentence after a colon: « Un livre… » → « un livre… »."""
    nom_propre = phrase.startswith("Beancount ")
    return phrase if nom_propre else phrase[0].lower() + phrase[1:]


def _erreur(nom: str, classe: type[PtceError], exemples: Path) -> Iterator[str]:
    yield f"### {nom}"
    yield from error_paragraphs(classe)
    # A folder without a ledger has none to show.
    avant, maintenant = exemples / "avant", exemples / f"{nom}.beancount"
    if (avant / maintenant.name).exists():
        yield "Exemple, dans la dernière version enregistrée dans git :"
        yield set_block(_read(avant / maintenant.name), "beancount")
        yield "Puis, aujourd’hui :"
    elif maintenant.exists():
        yield "Exemple :"
    if maintenant.exists():
        # The example of a wrong encoding is the one file that is not in UTF-8.
        encodage = "latin-1" if nom == "EncodageInvalide" else "utf-8-sig"
        yield set_block(_read(maintenant, encodage), "beancount")
    yield typeset("Ce que « ptce verifier » en dit :")
    yield set_block(_read(exemples / f"{nom}.txt"), "text")


def _read(chemin: Path, encodage: str = "utf-8") -> str:
    return disarm(chemin.read_text(encoding=encodage))
