"""Build a publication: permission → parts → ledger → proof → site, whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

from ptce_ledger import __version__
from ptce_ledger.analyse.dossier import Dossier
from ptce_ledger.lecture.livre import load_livre
from ptce_ledger.mots.fichiers import replacing_folder
from ptce_ledger.mots.langue import mark
from ptce_ledger.publication.copie import fuites
from ptce_ledger.publication.copie.conventions import gather_followed
from ptce_ledger.publication.copie.emplois import gather_jobs
from ptce_ledger.publication.copie.livre import Contenu
from ptce_ledger.publication.copie.livre import place_parts
from ptce_ledger.publication.copie.livre import write_livre
from ptce_ledger.publication.copie.noms import Noms
from ptce_ledger.publication.copie.parts import Regroupement
from ptce_ledger.publication.copie.precedentes import CopieIllisible
from ptce_ledger.publication.copie.precedentes import find_copies
from ptce_ledger.publication.copie.precedentes import is_of
from ptce_ledger.publication.copie.precedentes import remember
from ptce_ledger.publication.copie.rapprochement import reconcile
from ptce_ledger.publication.fiche import FICHE
from ptce_ledger.publication.fiche import LIVRE
from ptce_ledger.publication.fiche import Fiche
from ptce_ledger.publication.fiche import find_fiche
from ptce_ledger.publication.fiche import write_fiche
from ptce_ledger.publication.site.cadre import Mentions
from ptce_ledger.publication.site.site import write_site
from ptce_ledger.registre.declarations.publication import CONVENTION
from ptce_ledger.registre.declarations.publication import PUBLIQUE
from ptce_ledger.suivi.suivi import Suivi

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence
    from pathlib import Path

    from ptce_ledger.analyse.chiffres.adresse import Adresse
    from ptce_ledger.faits.facts import Fact
    from ptce_ledger.lecture.livre import Livre
    from ptce_ledger.publication.copie.fuites import Fuite
    from ptce_ledger.publication.copie.permission import Permission
    from ptce_ledger.publication.copie.precedentes import Copie
    from ptce_ledger.publication.copie.rapprochement import Rapprochement

#: Pages to be put online if one likes; or to be handed over, and nothing else.
SITE, REMISE = "site", "remise"
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
    contenu: Contenu
    #: The copies that it was set beside, each by the name of its folder.
    copies: tuple[str, ...]
    rapprochement: Rapprochement


def publish(livre: Livre, permission: Permission, sortie: Path) -> Publication:
    """Build a publication in a folder. Raises PublicationImpossible, OSError.

    The folder is replaced whole, once the publication is proved: its ledger has no
    error, each of its figures is that of the books or is withheld, no file of it holds
    a private word.
    """
    check_folder(livre, permission, sortie)
    check_agreement(livre, permission)
    copies = _find_copies(livre, sortie)
    prive = Dossier(livre.releve)
    with replacing_folder(sortie) as atelier:
        contenu = gather(prive, permission, copies)
        ancienne = next((c for c in copies if is_of(c, sortie)), None)
        publication = _build(prive, permission, atelier, contenu, ancienne)
        trouvees = _search(livre, permission, atelier, contenu)
        if trouvees:
            raise PublicationImpossible(describe_leaks(trouvees))
    return publication._replace(copies=tuple(c.dossier.name for c in copies))


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


def check_agreement(livre: Livre, permission: Permission) -> None:
    """Refuse a copy under an agreement to who has none. Raises PublicationImpossible."""
    siennes = permission.agreements(livre.registre)
    if permission.diffusion == CONVENTION and not siennes:
        raise PublicationImpossible(
            f"Le « ptce-publication » de « {permission.financeur} » dit « diffusion: "
            "convention », mais aucune « ptce-convention » ne le lie au pôle pour ces "
            "périmètres : déclarez-la, ou retirez « diffusion: »."
        )


def _find_copies(livre: Livre, sortie: Path) -> list[Copie]:
    try:
        return find_copies(sortie, livre.registre.code)
    except CopieIllisible as illisible:
        raise PublicationImpossible(
            f"La copie déjà faite dans {illisible} ne se lit pas : on ne sait pas ce "
            "qu’elle a donné. Réparez-la, ou déplacez-la si elle n’a été donnée à personne."
        ) from None


def verify(livre: Livre, permission: Permission, dossier: Path) -> list[Fuite]:
    """Find the private words of a ledger that a published folder holds."""
    contenu = gather(Dossier(livre.releve), permission)
    return _search(livre, permission, dossier, contenu)


def _search(
    livre: Livre, permission: Permission, dossier: Path, contenu: Contenu
) -> list[Fuite]:
    trouvees = fuites.find_leaks(
        dossier,
        fuites.iter_private(livre),
        fuites.iter_public(livre, permission, contenu.noms, contenu.parts),
    )
    return trouvees + fuites.find_amounts(dossier / LIVRE, contenu.parts)


def describe_leaks(trouvees: Sequence[Fuite]) -> str:
    """Say which private words were found, and where; the first ones."""
    mots = "1 mot privé" if len(trouvees) == 1 else f"{len(trouvees)} mots privés"
    exemples = "\n".join(f"  {f.fichier} : « {f.mot} »" for f in trouvees[:10])
    return f"{mots} dans ce qui serait publié :\n{exemples}"


def gather(
    prive: Dossier, permission: Permission, copies: Sequence[Copie] = ()
) -> Contenu:
    """Gather what a copy may hold, set beside the copies already given."""
    releve = prive.releve
    noms = Noms(releve.registre, permission)
    regroupement = Regroupement(releve, permission, noms, copies)
    parts = regroupement.gather(_covered(prive, permission))
    jobs = gather_jobs(releve.registre, permission, regroupement.recoupement)
    suivies = gather_followed(Suivi(prive), permission, noms, parts)
    contenu = Contenu(noms, parts, jobs, suivies)
    # Writing meets the last names: leaders, agreements, declarations.
    write_livre(releve.registre, permission, contenu)
    return contenu


def _covered(prive: Dossier, permission: Permission) -> list[Fact]:
    return [
        fact
        for annee in permission.exercices
        for fact in prive.ensemble(annee).facts
        if permission.covers(fact)
    ]


def _build(
    prive: Dossier,
    permission: Permission,
    atelier: Path,
    contenu: Contenu,
    ancienne: Copie | None,
) -> Publication:
    if not any(part.cle.nature != "ca" for part in contenu.parts):
        raise PublicationImpossible(
            "Rien à publier : aucune ligne n’est dans les exercices et les périmètres permis."
        )
    public, compare = write_copie(prive, permission, atelier, contenu, ancienne)
    pages = SITE if permission.diffusion == PUBLIQUE else REMISE
    write_site(public, atelier / pages, mentions=MENTIONS)
    return Publication(permission, contenu, (), compare)


def write_copie(
    prive: Dossier,
    permission: Permission,
    atelier: Path,
    contenu: Contenu,
    ancienne: Copie | None = None,
) -> tuple[Dossier, Rapprochement]:
    """Write the ledger and the card of a copy; give it as read, and as compared.

    `ancienne` is the copy that it replaces. Raises PublicationImpossible, OSError.
    """
    registre = prive.registre
    principal = atelier / LIVRE
    principal.parent.mkdir()
    texte = write_livre(registre, permission, contenu)
    lieux = place_parts(texte, contenu.parts)
    public = Dossier(_load(principal, texte).releve)
    compare = reconcile(prive, public, permission, contenu, lieux)
    if faux := compare.wrong():
        check_followed(faux)
        # A cell withheld changes no other: what is computed stays, less those cells.
        public = public.withholding(faux)
        compare = reconcile(prive, public, permission, contenu, lieux)
        _load(principal, write_livre(registre, permission, contenu, faux))
    jours = [fact.date for fact in _covered(prive, permission) if fact.compte]
    fiche = Fiche(
        registre.code,
        permission.financeur,
        tuple(permission.exercices),
        permission.personnes_minimum,
        __version__,
        permission.diffusion,
        str(max(jours, default="")),
        remember(ancienne, contenu.given()),
    )
    write_fiche(atelier, fiche)
    return public, compare


def check_followed(faux: Mapping[int, Iterable[Adresse]]) -> None:
    """Refuse a follow-up that is not that of the books: it is written as they have it."""
    for exercice, adresses in faux.items():
        for adresse in adresses:
            if adresse.groupe == "conventions":
                raise PublicationImpossible(
                    f"La copie a une erreur : {adresse}, exercice {exercice}."
                )


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
