"""What a treasurer reads after publishing: what is given, what is not, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.analyse.chiffres.adresse import Adresse
from ptce_ledger.mots import lexique
from ptce_ledger.mots.euros import RETENU
from ptce_ledger.mots.euros import write_nombre
from ptce_ledger.mots.libelles import label
from ptce_ledger.mots.typographie import typeset
from ptce_ledger.publication.copie.parts import RECOUPEMENT
from ptce_ledger.publication.copie.parts import TROP_PEU
from ptce_ledger.rendu.terminal import page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ptce_ledger.lecture.livre import Livre
    from ptce_ledger.publication.copie.parts import Part
    from ptce_ledger.publication.copie.permission import Permission
    from ptce_ledger.publication.copie.publier import Publication

#: The totals that are set beside those of the books, when they are published.
_TOTAUX = {
    Adresse("niveau-1", "total", (), "ressources"): "Cellule, ressources",
    Adresse("niveau-1", "total", (), "charges"): "Cellule, charges",
    Adresse("niveau-2", "total", (), "net"): "Ensemble, ressources nettes",
    Adresse("niveau-2", "total", (), "charges_nettes"): "Ensemble, charges nettes",
    Adresse("niveau-3", "total", (), "ressources"): "Projets, ressources",
    Adresse("niveau-3", "total", (), "charges"): "Projets, charges",
}
_COLONNE = 16


def render(livre: Livre, publication: Publication) -> str:
    """Say how many figures are published, each total beside that of the books."""
    permission = publication.permission
    nom = livre.registre.label(permission.financeur)
    retenues = [p for p in publication.contenu.parts if p.motif == TROP_PEU]
    montres = [
        e
        for e in publication.rapprochement.ecarts
        if _shows(livre, permission, e.adresse)
    ]
    lignes = [
        page.title(typeset(f"Publication pour {nom}")),
        "",
        _count(publication.rapprochement.egaux, "chiffres égaux à ceux du livre"),
        _count(len(montres), f"chiffres non donnés, écrits « {RETENU} »"),
    ]
    if not permission.tout:
        reste = len(publication.rapprochement.ecarts) - len(montres)
        lignes.append(_count(reste, "chiffres qui comptent le reste du pôle, absents"))
    lignes += ["", *_iter_totals(livre, publication)]
    minimum = permission.personnes_minimum
    if recoupees := list(_iter_changed(livre, publication)):
        titre = f"Retenu : ce qui a changé est de moins de {minimum} personnes"
        lignes += ["", page.heading(typeset(titre)), *dict.fromkeys(recoupees)]
        conseil = (
            "Une copie déjà donnée le montrait : la différence dirait ce qui revient à "
            "ces personnes. Copies comparées : " + ", ".join(publication.copies) + "."
        )
        lignes += map(page.dim, page.paragraph(typeset(conseil)))
    if retenues:
        lignes += ["", page.heading(f"Retenu : moins de {minimum} personnes")]
        # One line for the parts that only a phase tells apart.
        lignes += dict.fromkeys(_withheld(livre, part) for part in retenues)
        conseil = (
            "Ce qui en dépend n’est pas donné non plus. Si plus de personnes sont "
            "derrière ces lignes, dites-le sur l’écriture : « personnes: 13 », ou le "
            'pseudonyme de chacune : « personne: "b-017" » ; pour tous les salaires d’un '
            "périmètre, les « ptce-emploi » le disent."
        )
        lignes += map(page.dim, page.paragraph(typeset(conseil)))
    elif montres and not recoupees:
        conseil = (
            "Ces chiffres comptent ce qui n’est pas publié, comme un payeur qui n’est "
            "pas nommé. Ils seraient faux : ils ne sont pas donnés."
        )
        lignes += ["", *map(page.dim, page.paragraph(typeset(conseil)))]
    return "\n".join(lignes) + "\n"


def _count(nombre: int, quoi: str) -> str:
    return page.right(f"{nombre}", 7) + "  " + typeset(quoi)


def _shows(livre: Livre, permission: Permission, adresse: Adresse) -> bool:
    return permission.shows(adresse, livre.registre.conventions)


def _iter_totals(livre: Livre, publication: Publication) -> Iterator[str]:
    """Yield the totals of each exercice, in the books and as published."""
    reste = page.LARGEUR - 2 * _COLONNE
    yield page.dim(
        " " * reste + page.right("Livre", _COLONNE) + page.right("Publié", _COLONNE)
    )
    for (exercice, adresse), vus in publication.rapprochement.chiffres.items():
        dit = _TOTAUX.get(adresse) or _total_of_project(livre, publication, adresse)
        if not dit or not _shows(livre, publication.permission, adresse):
            continue
        prive, public = vus
        nom = f"{exercice}  {dit}"
        yield (
            page.left(nom, reste)
            + page.right(write_nombre(prive), _COLONNE)
            + page.right(write_nombre(public), _COLONNE)
        )


def _total_of_project(livre: Livre, publication: Publication, adresse: Adresse) -> str:
    """Name the total of a project, where the projects are shown one by one."""
    projet = adresse.groupe.partition(".")[2]
    totaux = {c: t for (g, _, _, c), t in _TOTAUX.items() if g == "niveau-3"}
    de_projet = projet and adresse == (adresse.groupe, "total", (), adresse.colonne)
    if publication.permission.tout or not de_projet or adresse.colonne not in totaux:
        return ""
    quoi = totaux[adresse.colonne].partition(", ")[2]
    return f"{livre.registre.label(projet)}, {quoi}"


def _iter_changed(livre: Livre, publication: Publication) -> Iterator[str]:
    """Say what is withheld for what changed in it since a copy already given."""
    for part in publication.contenu.parts:
        if part.motif == RECOUPEMENT:
            yield _name(livre, part)
    for un in publication.contenu.emplois:
        if un.recoupe:
            statut = lexique.STATUTS[un.masse.type].libelle
            code = un.masse.perimetre
            ou = label("", code, {code: livre.registre.label(code)})
            yield f"{un.masse.exercice}  {ou} · Emplois · {statut}"


def _withheld(livre: Livre, part: Part) -> str:
    combien = "1 personne connue"
    if part.personnes > 1:
        combien = f"{part.personnes} personnes connues"
    return page.left(_name(livre, part), page.LARGEUR - 22) + page.right(combien, 22)


def _name(livre: Livre, part: Part) -> str:
    """Say what a part is: its exercice, its périmètre, its type, its origin."""
    cle = part.cle
    mots = [
        livre.registre.label(cle.projet)
        if cle.projet
        else label("perimetre", cle.perimetre, {}),
        label("classe" if cle.nature in lexique.PAR_CLASSE else "type", cle.type, {}),
        label("origine", cle.origine, {}) if cle.origine else "",
    ]
    return f"{livre.registre.exercice(cle.date)}  {' · '.join(m for m in mots if m)}"
