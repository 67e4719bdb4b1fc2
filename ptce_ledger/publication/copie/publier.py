"""Build a publication: permission → parts → ledger → proof → site, whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from typing import NamedTuple

from ptce_ledger import __version__
from ptce_ledger.analyse.dossier import Dossier
from ptce_ledger.lecture.livre import load_livre
from ptce_ledger.mots.fichiers import replacing_folder
from ptce_ledger.mots.langue import mark
from ptce_ledger.publication.copie import fuites
from ptce_ledger.publication.copie.livre import write_livre
from ptce_ledger.publication.copie.noms import Noms
from ptce_ledger.publication.copie.parts import Regroupement
from ptce_ledger.publication.copie.rapprochement import reconcile
from ptce_ledger.publication.fiche import FICHE
from ptce_ledger.publication.fiche import Fiche
from ptce_ledger.publication.fiche import find_fiche
from ptce_ledger.publication.fiche import write_fiche
from ptce_ledger.publication.site.cadre import Mentions
from ptce_ledger.publication.site.site import write_site

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ptce_ledger.lecture.livre import Livre
    from ptce_ledger.publication.copie.fuites import Fuite
    from ptce_ledger.publication.copie.parts import Part
    from ptce_ledger.publication.copie.permission import Permission
    from ptce_ledger.publication.copie.rapprochement import Rapprochement

LIVRE = Path("livre") / "publication.beancount"
SITE = "site"
MENTIONS = Mentions(
    source=mark(
        "Des sommes tirées des livres du pôle. Chaque chiffre est celui des livres, au "
        "centime, ou n’est pas donné : il est alors écrit « s. », pour secret."
    )
)


class PublicationImpossible(Exception):
    """Nothing was published; the message says why, in French."""


class Publication(NamedTuple):
    """What was published, and what the treasurer must know of it."""

    permission: Permission
    parts: tuple[Part, ...]
    rapprochement: Rapprochement


def publish(livre: Livre, permission: Permission, sortie: Path) -> Publication:
    """Build a publication in a folder. Raises PublicationImpossible, OSError.

    The folder is replaced whole, once the publication is proved: its ledger has no
    error, each of its figures is that of the books or is withheld, no file of it holds
    a private word.
    """
    check_folder(livre, permission, sortie)
    with replacing_folder(sortie) as atelier:
        noms, parts = _gather(livre, permission)
        publication = _build(livre, permission, atelier, noms, parts)
        trouvees = _search(livre, permission, atelier, noms, parts)
        if trouvees:
            raise PublicationImpossible(describe_leaks(trouvees))
    return publication


def check_folder(livre: Livre, permission: Permission, dossier: Path) -> None:
    """Refuse a folder that is somebody else's. Raises PublicationImpossible."""
    if not dossier.exists():
        return
    if not dossier.is_dir() or not _is_replaceable(dossier):
        raise PublicationImpossible(
            f"{dossier} existe et n’est pas une publication : choisissez un autre dossier."
        )
    voulue = (livre.registre.code, permission.financeur)
    tenue = find_fiche(dossier)
    if tenue is not None and (tenue.pole, tenue.financeur) != voulue:
        raise PublicationImpossible(
            f"{dossier} est la publication de « {tenue.pole} » pour "
            f"« {tenue.financeur} » : choisissez un autre dossier."
        )


def verify(livre: Livre, permission: Permission, dossier: Path) -> list[Fuite]:
    """Find the private words of a ledger that a published folder holds."""
    return _search(livre, permission, dossier, *_gather(livre, permission))


def _search(
    livre: Livre, permission: Permission, dossier: Path, noms: Noms, parts: list[Part]
) -> list[Fuite]:
    trouvees = fuites.find_leaks(
        dossier,
        fuites.iter_private(livre),
        fuites.iter_public(livre, permission, noms, parts),
    )
    return trouvees + fuites.find_amounts(dossier / LIVRE, parts)


def describe_leaks(trouvees: Sequence[Fuite]) -> str:
    """Say which private words were found, and where; the first ones."""
    mots = "1 mot privé" if len(trouvees) == 1 else f"{len(trouvees)} mots privés"
    exemples = "\n".join(f"  {f.fichier} : « {f.mot} »" for f in trouvees[:10])
    return f"{mots} dans ce qui serait publié :\n{exemples}"


def _gather(livre: Livre, permission: Permission) -> tuple[Noms, list[Part]]:
    releve = livre.releve
    noms = Noms(releve.registre, permission)
    exercices = set(permission.exercices)
    facts = [f for f in releve.iter_facts(exercices) if permission.covers(f)]
    parts = Regroupement(releve, permission, noms).gather(facts)
    # Writing meets the last names: leaders, agreements, declarations.
    write_livre(releve.registre, permission, noms, parts)
    return noms, parts


def _build(
    livre: Livre, permission: Permission, atelier: Path, noms: Noms, parts: list[Part]
) -> Publication:
    if not any(part.cle.nature != "ca" for part in parts):
        raise PublicationImpossible(
            "Rien à publier : aucune ligne n’est dans les exercices et les périmètres permis."
        )
    principal = atelier / LIVRE
    principal.parent.mkdir()
    texte = write_livre(livre.registre, permission, noms, parts)
    prive, public = Dossier(livre.releve), Dossier(_load(principal, texte).releve)
    compare = reconcile(prive, public, permission, noms)
    if faux := compare.wrong():
        # A cell withheld changes no other: what is computed stays, less those cells.
        public = public.withholding(faux)
        compare = reconcile(prive, public, permission, noms)
        _load(principal, write_livre(livre.registre, permission, noms, parts, faux))
    fiche = Fiche(
        livre.registre.code,
        permission.financeur,
        tuple(permission.exercices),
        permission.personnes_minimum,
        __version__,
    )
    write_fiche(atelier, fiche)
    write_site(public, atelier / SITE, mentions=MENTIONS)
    return Publication(permission, tuple(parts), compare)


def _load(principal: Path, texte: str) -> Livre:
    """Write the published ledger and read it. Raises PublicationImpossible on an error."""
    principal.write_text(texte, encoding="utf-8", newline="\n")
    livre = load_livre(principal)
    if livre.errors:
        raise PublicationImpossible(
            f"La copie a une erreur : {livre.errors[0].message}"
        )
    return livre


def _is_replaceable(sortie: Path) -> bool:
    """Tell an older publication, or an empty folder, from somebody's files."""
    return sortie.is_dir() and ((sortie / FICHE).is_file() or not any(sortie.iterdir()))
