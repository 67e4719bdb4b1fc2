"""The sheet a chart is drawn on: shapes, texts, patterns, title and description.

No script and no style of its own: classes and patterns only, so that a drawing works
under a strict Content-Security-Policy, in dark mode and on paper. Colours are classes
(`serie-1`…) that the page's style sheet sets for light, dark and print; each has its own
pattern too, so that nothing is told by colour alone. Every text goes through ElementTree,
which escapes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from ptce_ledger.mots.typographie import disarm

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Width of every chart, in its own units; the page scales it.
LARGEUR = 720
INTERLIGNE = 16
#: Room of a character of the labels, near enough to lay them out.
CARACTERE = 6.8

#: What is drawn over the colour of each series, in a cell of 8 by 8.
_MOTIFS: tuple[Sequence[str], ...] = (
    (),
    ("M0,8 L8,0",),
    ("M0,4 H8",),
    ("M0,0 L8,8", "M0,8 L8,0"),
    ("M4,0 V8",),
    ("M4,3 h1 v1 h-1 Z",),
    ("M0,0 L8,8",),
    ("M0,4 H8", "M4,0 V8"),
)
SERIES_MAX = len(_MOTIFS)


class Toile:
    """A drawing under way."""

    def __init__(self, code: str, titre: str, description: str, hauteur: float) -> None:
        self.code = code
        self.racine = ET.Element(
            "svg",
            {
                "class": "ptce-graphique",
                "viewBox": f"0 0 {LARGEUR} {hauteur:.0f}",
                "role": "img",
                "aria-labelledby": f"{code}-titre {code}-description",
            },
        )
        ET.SubElement(self.racine, "title", id=f"{code}-titre").text = disarm(titre)
        dit = ET.SubElement(self.racine, "desc", id=f"{code}-description")
        dit.text = disarm(description)
        self._definitions = ET.SubElement(self.racine, "defs")
        self._motifs: set[int] = set()
        self._hachures = ""

    def text(
        self, x: float, y: float, texte: str, *, ancre: str = "start", classe: str = ""
    ) -> None:
        """Write a text whose anchor (start, middle, end) is at x."""
        element = ET.SubElement(
            self.racine,
            "text",
            {"x": f"{x:.1f}", "y": f"{y:.1f}", "text-anchor": ancre},
        )
        if classe:
            element.set("class", classe)
        element.text = disarm(texte)

    def line(self, x1: float, y1: float, x2: float, y2: float, classe: str) -> None:
        """Draw a line."""
        points = {"x1": x1, "y1": y1, "x2": x2, "y2": y2}
        attributs = {nom: f"{valeur:.1f}" for nom, valeur in points.items()}
        ET.SubElement(self.racine, "line", {**attributs, "class": classe})

    def mark(
        self,
        x: float,
        y: float,
        largeur: float,
        hauteur: float,
        *,
        serie: int,
        bulle: str,
        lien: str = "",
    ) -> None:
        """Draw a rectangle of a series, with its tooltip and where it opens.

        A negative series is of no series: neutral, without pattern.
        """
        parent = self._link(lien)
        cadre = {
            "x": x,
            "y": y,
            "width": max(largeur, 0.5),
            "height": max(hauteur, 0.5),
        }
        attributs = {nom: f"{valeur:.1f}" for nom, valeur in cadre.items()}
        classe = "neutre" if serie < 0 else f"serie-{serie % SERIES_MAX + 1}"
        forme = ET.SubElement(parent, "rect", {**attributs, "class": classe})
        ET.SubElement(forme, "title").text = disarm(bulle)
        if serie >= 0 and (motif := self._pattern(serie)):
            ET.SubElement(
                parent, "rect", {**attributs, "fill": motif, "pointer-events": "none"}
            )

    def blank(
        self, x: float, y: float, largeur: float, hauteur: float, bulle: str
    ) -> None:
        """Draw hatching, of no size of its own, where a value is not given."""
        cadre = {"x": x, "y": y, "width": largeur, "height": hauteur}
        attributs = {nom: f"{valeur:.1f}" for nom, valeur in cadre.items()}
        if not self._hachures:
            self._hachures = f"{self.code}-retenu"
            self._declare(self._hachures, ("M0,8 L8,0",), "hachure")
        attributs["fill"] = f"url(#{self._hachures})"
        forme = ET.SubElement(self.racine, "rect", {**attributs, "class": "retenu"})
        ET.SubElement(forme, "title").text = disarm(bulle)

    def path(self, trace: str, *, classe: str, bulle: str, lien: str = "") -> None:
        """Draw a free shape, such as a flow."""
        forme = ET.SubElement(self._link(lien), "path", {"d": trace, "class": classe})
        ET.SubElement(forme, "title").text = disarm(bulle)

    def legend(
        self, y: float, libelles: Sequence[str], rangs: Sequence[int] = ()
    ) -> float:
        """Write the legend on as many rows as it takes; give the y below it.

        `rangs` gives the colour of each series when it is not its place.
        """
        x = 0.0
        for place, libelle in enumerate(libelles):
            rang = rangs[place] if rangs else place
            largeur = 26 + CARACTERE * len(libelle) + 14
            if x and x + largeur > LARGEUR:
                x, y = 0.0, y + INTERLIGNE + 4
            self.mark(x, y, 18, 12, serie=rang, bulle=libelle)
            self.text(x + 24, y + 10.5, libelle)
            x += largeur
        return y + INTERLIGNE + 8

    def crop(self, hauteur: float) -> None:
        """Set the height once it is known where the drawing ends."""
        self.racine.set("viewBox", f"0 0 {LARGEUR} {hauteur:.0f}")

    def as_svg(self) -> str:
        """Give the drawing as text."""
        return ET.tostring(self.racine, encoding="unicode")

    def _link(self, lien: str) -> ET.Element:
        if not lien:
            return self.racine
        # The table beside has the same links: one stop for the keyboard is enough.
        return ET.SubElement(self.racine, "a", {"href": lien, "tabindex": "-1"})

    def _pattern(self, serie: int) -> str:
        """Declare the pattern of a series on first use; give its reference."""
        rang = serie % SERIES_MAX
        if not _MOTIFS[rang]:
            return ""
        nom = f"{self.code}-motif-{rang}"
        if rang not in self._motifs:
            self._motifs.add(rang)
            self._declare(nom, _MOTIFS[rang], "motif")
        return f"url(#{nom})"

    def _declare(self, nom: str, traces: Sequence[str], classe: str) -> None:
        """Declare a pattern, made of lines in a cell of 8 by 8."""
        cadre = {"id": nom, "width": "8", "height": "8"}
        motif = ET.SubElement(
            self._definitions, "pattern", {**cadre, "patternUnits": "userSpaceOnUse"}
        )
        for trace in traces:
            ET.SubElement(motif, "path", {"d": trace, "class": classe})


def shorten(texte: str, place: float) -> str:
    """Cut a label that is longer than its room."""
    caracteres = int(place / CARACTERE)
    return texte if len(texte) <= caracteres else texte[: max(1, caracteres - 1)] + "…"
