"""The rooms of docs/architecture.md: floor by floor, what each says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maison import Maison
from maison import is_inside
from maison import load_maison
from maison import say_itself

from pages.markdown import set_code
from pages.markdown import set_table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_DEBUT = (
    "<!-- Ce qui suit vient de docs/maison.toml et des modules : « make docs ». -->"
)
_FIN = "<!-- Fin de ce qui est écrit par « make docs ». -->"


def architecture(maison: Maison | None = None) -> str:
    """Write docs/architecture.md again: its tables of rooms made anew, the rest kept."""
    maison = maison or load_maison()
    page = (maison.racine / "docs" / "architecture.md").read_text(encoding="utf-8")
    avant, debut, suite = page.partition(_DEBUT)
    _, fin, apres = suite.partition(_FIN)
    if not (debut and fin):
        raise ValueError("docs/architecture.md: " + _DEBUT)
    return "\n\n".join((avant + debut, *_rooms(maison), fin + apres))


def _rooms(maison: Maison) -> Iterator[str]:
    modules = maison.modules()
    yield set_table(("Floor", "Room", "What is in it"), _floors(maison))
    yield "What only some rooms may import:"
    yield set_table(
        ("Library", "Rooms"),
        (
            (
                set_code(nom),
                ", ".join(_folder(modules[p], maison.racine) for p in pieces),
            )
            for nom, pieces in maison.bibliotheques.items()
        ),
    )


def _floors(maison: Maison) -> Iterator[tuple[str, str, str]]:
    modules = maison.modules()
    for etage in reversed(maison.etages):
        nom = etage.nom
        for piece in etage.pieces:
            yield (
                nom,
                _folder(modules[piece], maison.racine),
                _say(modules[piece]),
            )
            nom = ""
            for module, chemin in modules.items():
                dedans = module != piece and is_inside(module, piece)
                if (
                    dedans
                    and chemin.stem == "__init__"
                    and maison.piece(module) == piece
                ):
                    yield "", _folder(chemin, maison.racine), _say(chemin)


def _say(chemin: Path) -> str:
    return say_itself(chemin.read_text(encoding="utf-8"))


def _folder(chemin: Path, racine: Path) -> str:
    """Say where a room is, from ptce_ledger/ when it is in there."""
    lieu = chemin.parent if chemin.stem == "__init__" else chemin
    parties = lieu.relative_to(racine).parts
    if parties[0] == "ptce_ledger" and len(parties) > 2 - lieu.is_dir():
        parties = parties[1:]
    return set_code("/".join(parties) + "/" * lieu.is_dir())
