"""The treasurer's server: the whole of Fava, on her own machine, made safe.

What is relied on in Fava's application: the names of its views, `g.ledger` chosen before
a view runs, `config["LEDGERS"]`, and the date `mtime` in the answers of its API.
"""

from __future__ import annotations

import contextlib
import functools
import logging
from typing import TYPE_CHECKING
from typing import Any
from urllib.parse import urlsplit

from fava.application import create_app
from fava.context import g
from fava.core.filters import FilterError
from fava.helpers import FavaAPIError
from flask import redirect
from flask import request
from werkzeug.exceptions import HTTPException

from ptce_ledger.mots.dits import later
from ptce_ledger.mots.langue import speaking
from ptce_ledger.mots.langue import tell
from ptce_ledger.reports.fava.langues import of_request
from ptce_ledger.reports.fava.langues import select_locale
from ptce_ledger.serveur import garde
from ptce_ledger.serveur.gabarits import escape_templates
from ptce_ledger.serveur.livre import enregistrement as ecriture
from ptce_ledger.serveur.livre.rayon import Rayon
from ptce_ledger.serveur.tresorier import pieces
from ptce_ledger.serveur.tresorier.borne import Borne

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence
    from wsgiref.types import WSGIApplication

    from flask import Flask
    from flask.wrappers import Response

    from ptce_ledger.serveur.livre.livre_servi import LivreServi
    from ptce_ledger.serveur.livre.versions import Versions

_Dit = tuple[str, int, dict[str, str]]
_journal = logging.getLogger(__name__)
#: Fava's views that write in the ledger or its folder.
ECRIVENT = (
    "json_api.put_source",
    "json_api.put_source_slice",
    "json_api.delete_source_slice",
    "json_api.put_add_entries",
    "json_api.put_add_document",
    "json_api.put_attach_document",
    "json_api.put_move",
    "json_api.delete_document",
    "json_api.put_upload_import_file",
)
#: Of these, those that count on line numbers: the disk must be what was loaded.
_PAR_LIGNE = (
    "json_api.put_add_entries",
    "json_api.put_add_document",
    "json_api.put_attach_document",
)
#: Where a request keeps the language that it is answered in.
_PAROLE = "ptce.parole"
_EN_COURS = later(
    "Le livre vient de changer sur le disque, ou a des erreurs : rien n’a été écrit. "
    "Rechargez la page, corrigez s’il le faut, puis recommencez."
)


def make_app(versions: Sequence[Versions]) -> Flask:
    """Make the application of these ledgers."""
    ecriture.install()
    app = create_app([version.chemin for version in versions])
    escape_templates(app.jinja_env)
    app.config["LEDGERS"] = Rayon(versions)
    app.config["PTCE_VERSIONS"] = {version.chemin: version for version in versions}
    app.config["MAX_CONTENT_LENGTH"] = garde.CORPS_MAX
    app.extensions["babel"].locale_selector = select_locale
    app.before_request_funcs.setdefault(None, [])[:0] = (_speak, _check)
    app.teardown_request(_hush)
    app.after_request(_after)
    app.register_error_handler(FilterError, _wrong_filter)
    app.register_error_handler(FavaAPIError, _refused)
    app.register_error_handler(Exception, _broken)
    # The API has its own, which answers 500 and logs the stack of any refusal.
    app.error_handler_spec["json_api"][None][FavaAPIError] = _refused_by_api
    for nom in ECRIVENT:
        app.view_functions[nom] = _alone(app, nom, app.view_functions[nom])
    return app


def make_site(app: Flask, port: int) -> WSGIApplication:
    """Put the guard before the application, once its port is known."""
    hotes = garde.list_hotes(port)
    return garde.Garde(
        Borne(app),
        hotes,
        origines={f"http://{hote}" for hote in hotes},
        # The editor and the query page write their own styles in the page.
        politique=garde.POLITIQUE.format(styles="'self' 'unsafe-inline'"),
        # /jump needs to know which page of ours one comes from.
        referer="same-origin",
        liens_nus=True,
    )


def _alone(app: Flask, nom: str, vue: Callable[..., Any]) -> Callable[..., Response]:
    """Have a view write alone, on the version shown, and show what it wrote at once."""

    @functools.wraps(vue)
    def write(**valeurs: Any) -> Response:
        version = app.config["PTCE_VERSIONS"][g.ledger.beancount_file_path]
        with version.writing, ecriture.told():
            vu = version.is_seen(version.sign())
            if nom in _PAR_LIGNE and (not vu or version.erreurs):
                raise ecriture.EcritureImpossibleError(_EN_COURS)
            g.ledger = version.ledger
            for depot in request.files.values():
                depot.save = functools.partial(ecriture.save_upload, depot)  # type: ignore[method-assign]
            with ecriture.noted() as ecrits:
                reponse = app.make_response(vue(**valeurs))
            # If someone else is writing too, the version waits until it is whole.
            etat = version.sign()
            if vu and version.is_only_ours(etat, ecrits):
                version.renew(etat)
                g.ledger = version.ledger
        corps = reponse.get_json()
        corps["mtime"] = str(g.ledger.mtime)
        reponse.set_data(app.json.dumps(corps))
        return reponse

    return write


def _speak() -> None:
    """Answer in the language of the pages: what is refused, and Fava's list of errors."""
    parole = contextlib.ExitStack()
    parole.enter_context(speaking(of_request()))
    request.environ[_PAROLE] = parole


def _hush(_erreur: BaseException | None) -> None:
    parole = request.environ.pop(_PAROLE, None)
    if parole is not None:
        parole.close()


def _check() -> Response | None:
    """Look at the paths that a request names; send /jump back to this server only."""
    ledger: LivreServi | None = getattr(g, "ledger", None)
    if ledger is not None:
        pieces.check_paths(ledger)
    if request.endpoint == "jump":
        d_ou = urlsplit(request.referrer or "")
        if d_ou.scheme not in ("http", "https") or d_ou.netloc != request.host:
            return redirect("/")  # type: ignore[return-value]
    return None


def _after(reponse: Response) -> Response:
    if request.endpoint in pieces.ENVOIS and reponse.status_code == 200:
        return pieces.disarm(reponse)
    return reponse


def _wrong_filter(erreur: FilterError) -> _Dit:
    return _say(
        tell("Ce filtre n’est pas compris : {cause}", cause=erreur.message), 400
    )


def _refused(erreur: FavaAPIError) -> _Dit:
    return _say(erreur.message, int(getattr(erreur, "status", 400)))


def _refused_by_api(erreur: Any) -> tuple[dict[str, str], int]:
    return {"error": erreur.message}, 400


def _broken(erreur: Exception) -> Any:
    """Say that a page failed; the log says why. What HTTP says stays as it is."""
    if isinstance(erreur, HTTPException):
        return erreur
    _journal.error("%s abandonnée", request.path, exc_info=erreur)
    dit = tell("Cette demande n’a pas pu aboutir : le journal du serveur dit pourquoi.")
    return _say(dit, 500)


def _say(message: str, statut: int) -> _Dit:
    """Answer by a sentence, as text: it may quote what was typed."""
    return message, statut, {"Content-Type": "text/plain; charset=utf-8"}
