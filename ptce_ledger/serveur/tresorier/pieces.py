"""Documents of a ledger: shown as documents, never as pages, and of its folder only."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from flask import abort
from flask import request

from ptce_ledger.serveur.livre.livre_servi import is_inside

if TYPE_CHECKING:
    from flask.wrappers import Response

    from ptce_ledger.serveur.livre.livre_servi import LivreServi

#: Fava's views that send a file, and those that name one.
ENVOIS = ("document", "statement")
#: What a browser shows without running anything of it.
_MONTRES = (
    "application/pdf",
    "image/gif",
    "image/jpeg",
    "image/png",
    "image/webp",
    "text/csv",
    "text/plain",
)
_CLOS = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"


def check_paths(ledger: LivreServi) -> None:
    """Refuse a request that names a file, or a folder of documents, outside of the ledger."""
    for nom in _named(ledger):
        if not isinstance(nom, str) or not is_inside(nom, ledger):
            abort(404)


def _named(ledger: LivreServi) -> list[Any]:
    dossiers = list(ledger.options["documents"])
    match request.endpoint:
        case "document" | "json_api.delete_document":
            return [request.args.get("filename", "")]
        case "statement":
            args = request.args
            cle, valeur = args.get("entry_hash", ""), args.get("key", "")
            return [ledger.statement_path(cle, valeur)]
        case "json_api.put_move":
            envoye = request.get_json(silent=True)
            corps = envoye if isinstance(envoye, dict) else {}
            return [corps.get("filename", ""), *dossiers[:1]]
        case "json_api.put_add_document":
            return [request.form.get("folder", "")]
    return []


def disarm(reponse: Response) -> Response:
    """Send a file as what cannot run: not as a page of this server."""
    if reponse.mimetype not in _MONTRES:
        reponse.mimetype = "application/octet-stream"
        depose = reponse.headers.get("Content-Disposition", "inline")
        reponse.headers["Content-Disposition"] = depose.replace(
            "inline", "attachment", 1
        )
    # The reader of PDF of a browser does not open in a sandbox.
    bac = "" if reponse.mimetype == "application/pdf" else "; sandbox"
    reponse.headers["Content-Security-Policy"] = _CLOS + bac
    return reponse
