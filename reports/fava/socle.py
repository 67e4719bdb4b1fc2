"""What the Fava pages share: the ledger read once a load, the frame, the style sheet."""

from __future__ import annotations

import functools
import logging
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

import jinja2
from fava import ext
from fava.application import url_for
from fava.util.date import parse_date
from flask import current_app
from flask import request
from flask import send_file

from ptce_ledger.mots import lexique
from ptce_ledger.mots.langue import LANGUES
from ptce_ledger.mots.langue import mark
from ptce_ledger.mots.langue import say
from ptce_ledger.mots.langue import speaking
from ptce_ledger.pages import commun
from ptce_ledger.pages.demande import NIVEAUX
from ptce_ledger.pages.demande import Demande
from ptce_ledger.pages.demande import read_demande
from ptce_ledger.rendu.web.balises import STYLE
from ptce_ledger.rendu.web.balises import join
from ptce_ledger.rendu.web.balises import tag
from ptce_ledger.rendu.web.vue import Vue

from . import adresses
from . import langues
from . import lecture

if TYPE_CHECKING:
    import datetime

    from flask.wrappers import Response
    from markupsafe import Markup

    from ptce_ledger.analyse.dossier import Dossier
    from ptce_ledger.pages.liste import Page

GABARIT = Path(__file__).parent / "templates" / "ptce.html"
_journal = logging.getLogger(__name__)
#: How many errors a page quotes; Fava's own page lists them all.
_ERREURS_DITES = 3
#: What an address may ask of us, whatever the page.
_ARGUMENTS = tuple(champ.name for champ in fields(Demande))
_HORS_FILTRES = mark(
    "Les filtres de Fava ne s’appliquent pas à cette page : elle montre l’exercice "
    "{exercice} en entier, choisi ci-dessous."
)


class PageFava(ext.FavaExtensionBase):
    """A page of the list, as Fava shows one: an extension that bears its code."""

    page: ClassVar[Page]
    #: Main file → its last readings, which the pages share: a server may load the next
    #: version of a ledger while it still shows the last.
    _lectures: ClassVar[dict[str, tuple[lecture.Lecture, ...]]] = {}

    @property
    def report_title(self) -> str | None:  # type: ignore[override]
        """Give the title of the page in the sidebar; None when it has nothing to show."""
        dossier = self._read().dossier
        if dossier is not None and not self.page.is_shown(dossier.registre):
            return None
        with speaking(langues.of_request()):
            return say(self.page.titre)

    @functools.cached_property
    def jinja_env(self) -> jinja2.Environment:
        """Give all the pages one template; Fava asks for one by the name of the class."""
        gabarit = jinja2.FunctionLoader(lambda _: GABARIT.read_text(encoding="utf-8"))
        return current_app.jinja_env.overlay(loader=gabarit)

    def after_load_file(self) -> None:
        """Read the ledger, once for all the pages."""
        self._read()

    def _read(self) -> lecture.Lecture:
        livre, entries = self.ledger.beancount_file_path, self.ledger.all_entries
        lues = self._lectures.get(livre, ())
        lue = next((lue for lue in lues if lue.entries is entries), None)
        if lue is None or lue is not lues[0]:
            lue = lue or lecture.read(self.ledger)
            autres = [autre for autre in lues if autre is not lue]
            self._lectures[livre] = (lue, *autres[:1])
        return lue

    def style_url(self) -> str:
        """Give the address of the style sheet; it changes when the sheet does."""
        version = f"{STYLE.stat().st_mtime_ns:x}"
        return f"{url_for('index')}extension/{self.name}/style?v={version}"

    @ext.extension_endpoint("style", ["GET"])  # type: ignore[untyped-decorator, arg-type]
    def style(self) -> Response:
        """Serve the style sheet: no inline style, so that a strict policy may stand."""
        return send_file(STYLE, mimetype="text/css", conditional=True, max_age=3600)

    def language(self) -> str:
        """Give the code of the language that the page is written in."""
        return langues.of_request()

    def show(self) -> Markup:
        """Write the page. Never raises: a sentence stands for what failed."""
        langues.keep_choice()
        with speaking(langues.of_request()):
            return join([self._switch(), self._version(), self._write()])

    def _version(self) -> Markup:
        """Say which version is shown when the disk holds a wrong one: see `serveur/`."""
        versions = current_app.config.get("PTCE_VERSIONS", {})
        version = versions.get(self.ledger.beancount_file_path)
        if version is None or not version.erreurs:
            return join([])
        return commun.messages([version.avis(), *version.explain(_ERREURS_DITES)])

    def _switch(self) -> Markup:
        """Offer the languages, the rest of the address unchanged."""
        demande = {nom: request.args.get(nom, "")[:300] for nom in _ARGUMENTS}
        return commun.languages(
            {
                code: adresses.page_url(self.name, {**demande, langues.ARGUMENT: code})
                for code in LANGUES
            }
        )

    def _write(self) -> Markup:
        lue = self._read()
        try:
            if lue.dossier is None or lue.places is None:
                return self._refuse(lue)
            return self._show(lue.dossier, lue.places)
        except Exception:  # noqa: BLE001  the reader is told; the log says why
            _journal.exception("page %s abandonnée", self.name)
            dit = say(
                "Cette page n’a pas pu être construite : le journal du serveur dit pourquoi."
            )
            return commun.messages([dit])

    def _refuse(self, lue: lecture.Lecture) -> Markup:
        lien = tag(
            "p",
            tag(
                "a",
                say("Voir les erreurs"),
                href=url_for("report", report_name="errors"),
            ),
        )
        return join([commun.messages([lue.refus()]), lien if lue.erreurs else ""])

    def _show(self, dossier: Dossier, places: adresses.Places) -> Markup:
        vise = self._exercice_of_time(dossier)
        annees = self._exercices(dossier)
        demande, fautes = read_demande(dossier, request.args.to_dict(), vise, annees)
        choisis = {
            nom: getattr(demande, nom)
            for nom in self.page.choix
            if getattr(demande, nom)
        } | {"exercice": str(demande.exercice)}
        liens = adresses.LiensFava(self.name, places, choisis)
        vue = Vue(
            dossier.montree(demande.exercice), dossier.annexe(demande.exercice), liens
        )
        fermer = adresses.page_url(self.name, choisis)
        filtre = any(request.args.get(nom) for nom in ("account", "filter"))
        temps = request.args.get("time") and vise != demande.exercice
        note = say(_HORS_FILTRES, exercice=demande.exercice)
        return join(
            [
                commun.heading(vue, say(self.page.titre)),
                commun.messages(fautes),
                commun.warning(note) if filtre or temps else "",
                self._choice(dossier, demande),
                commun.opened(vue, dossier, demande, fermer),
                self.page.build(vue, dossier, demande),
            ]
        )

    def _exercices(self, dossier: Dossier) -> list[int]:
        """List those that a page has: the treasurer's own speak of the one to come."""
        return dossier.exercices if self.page.copie else dossier.suivis

    def _exercice_of_time(self, dossier: Dossier) -> int | None:
        """Name the exercice that Fava's time filter is exactly, if it is one."""
        temps = request.args.get("time", "")
        fin_fava = self.ledger.fava_options.fiscal_year_end
        debut, fin = _parsed(temps, fin_fava)
        for exercice in self._exercices(dossier):
            premier, dernier = dossier.registre.bornes(exercice)
            if debut == premier and fin is not None and (fin - dernier).days == 1:
                return exercice
        return None

    def _choice(self, dossier: Dossier, demande: Demande) -> Markup:
        registre = dossier.registre
        annees = {
            str(annee): str(annee) for annee in reversed(self._exercices(dossier))
        }
        options = {
            "niveau": {
                "": say("Les trois niveaux"),
                **{n: say("Niveau {numero}", numero=n) for n in NIVEAUX},
            },
            "projet": {
                "": say("Tous les projets"),
                **{code: registre.label(code) for code in sorted(registre.projets)},
            },
            "phase": {
                "": say("Toutes les phases"),
                **{
                    code: say(lexique.PHASES[code].libelle)
                    for _, code in registre.phases
                },
            },
        }
        noms = {"niveau": say("Niveau"), "projet": say("Projet"), "phase": say("Phase")}
        choix = [("exercice", say("Exercice"), annees, str(demande.exercice))]
        choix += [
            (nom, noms[nom], options[nom], getattr(demande, nom))
            for nom in self.page.choix
        ]
        return commun.choice(choix, adresses.kept_filters())


def _parsed(
    temps: str, fin_exercice: Any
) -> tuple[datetime.date | None, datetime.date | None]:
    """Read Fava's time filter; what Fava refuses is no exercice."""
    try:
        return parse_date(temps, fin_exercice) if temps else (None, None)
    except (ValueError, OverflowError):
        return None, None
