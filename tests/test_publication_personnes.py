"""What is about too few people is not in a copy, nor in any sum of several copies.

`PTCE_CAS` says how many poles are drawn: a sample here, all of them by `make personnes`.
"""

from __future__ import annotations

import os
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import NamedTuple

from gens import DE_GENS
from gens import gens
from hypothesis import Phase
from hypothesis import assume
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from solveur import Connu

from ptce_ledger.analyse.cube import CaseDifferee
from ptce_ledger.analyse.dossier import Dossier
from ptce_ledger.lecture.livre import load_livre
from ptce_ledger.mots import lexique
from ptce_ledger.mots.euros import is_withheld
from ptce_ledger.publication.copie.permission import Permission
from ptce_ledger.publication.copie.precedentes import find_copies
from ptce_ledger.publication.copie.precedentes import is_of
from ptce_ledger.publication.copie.publier import gather
from ptce_ledger.publication.copie.publier import write_copie
from ptce_ledger.publication.fiche import FICHE
from ptce_ledger.publication.fiche import LIVRE
from ptce_ledger.suivi.etats import state
from ptce_ledger.suivi.suivi import Suivi

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence
    from pathlib import Path

    import pytest
    from gens import Gens
    from gens import Ligne

    from ptce_ledger.analyse.chiffres.adresse import Adresse
    from ptce_ledger.analyse.termes import Source
    from ptce_ledger.faits.facts import Fact
    from ptce_ledger.lecture.livre import Livre
    from ptce_ledger.publication.copie.livre import Contenu

CAS = int(os.environ.get("PTCE_CAS", "25"))
#: A case that fails is made smaller where there are few of them: it takes minutes.
PHASES = [Phase.generate, *([Phase.shrink] if CAS < 100 else [])]
#: A fact of the books, by its line and its périmètre; and what is measured of it.
Inconnue = tuple[int, str, str]
PERIMETRES = frozenset(("cellule", "halle", "miel"))


class Donnee(NamedTuple):
    """A copy as it was given, beside the books that it was made of."""

    prive: Dossier
    public: Dossier
    contenu: Contenu
    octets: dict[str, bytes]


def load(dossier: Path, texte: str) -> Livre:
    chemin = dossier / "prive.beancount"
    chemin.write_text(texte, encoding="utf-8")
    livre = load_livre(chemin)
    assert [erreur.message for erreur in livre.errors] == []
    return livre


def give(livre: Livre, permission: Permission, ou: Path) -> Donnee:
    """Write the ledger and the card of a copy as « ptce publier » does, pages apart."""
    prive = Dossier(livre.releve)
    exercices = tuple(a for a in permission.exercices if a in prive.exercices)
    permission = permission._replace(exercices=exercices)
    copies = find_copies(ou, livre.registre.code)
    contenu = gather(prive, permission, copies)
    ancienne = next((copie for copie in copies if is_of(copie, ou)), None)
    neuf = ou.parent / f".{ou.name}"
    neuf.mkdir()
    public, _ = write_copie(prive, permission, neuf, contenu, ancienne)
    octets = {nom: (neuf / nom).read_bytes() for nom in (FICHE, str(LIVRE))}
    ou.mkdir(exist_ok=True)
    (ou / "livre").mkdir(exist_ok=True)
    for nom, contenus in octets.items():
        (ou / nom).write_bytes(contenus)
    for chemin in (neuf / LIVRE, neuf / FICHE):
        chemin.unlink()
    (neuf / "livre").rmdir()
    neuf.rmdir()
    return Donnee(prive, public, contenu, octets)


def unknown_of(fact: Fact, mesure: str) -> Inconnue:
    return (fact.ligne, fact.projet or fact.perimetre, mesure)


def iter_figures(dossier: Dossier) -> Iterator[tuple[int, Adresse, object, Source]]:
    suivi = Suivi(dossier)
    for annee in dossier.exercices:
        groupes = dossier.synthese(annee).groupes(dossier.annexe(annee))
        tables = [t for g in groupes for chacun in g.walk() for t in chacun.tableaux]
        # And what the funder is told of its own agreements.
        for table in (
            *tables,
            state(suivi, "conventions", annee).tableau("conventions"),
        ):
            for ligne in table.lignes:
                for rang, colonne in enumerate(table.colonnes):
                    adresse = table.adresse(ligne.cles, colonne)
                    yield annee, adresse, ligne.valeurs[rang], ligne.source(rang)


def compose(dossier: Dossier, source: Source) -> list[dict[Inconnue, int]]:
    """Say what a figure of the books adds, and what it divides by."""
    par_ligne: dict[int, list[Inconnue]] = {}
    for annee in dossier.exercices:
        for fact in dossier.ensemble(annee).facts:
            inconnue = unknown_of(fact, "montant")
            par_ligne.setdefault(fact.ligne, []).append(inconnue)
    vecteurs = []
    for termes in (source.termes, source.sur):
        vecteur: dict[Inconnue, int] = {}
        for terme in termes:
            postes = isinstance(terme.case, CaseDifferee)
            for fact in terme.case.facts:
                # The share of nothing that a rate of zero takes tells nothing.
                if terme.mesure == "montant" and not fact.montant:
                    continue
                siennes = [unknown_of(fact, terme.mesure)]
                if postes or fact.nature == "ecriture":
                    siennes = par_ligne.get(fact.ligne, [])
                elif fact.nature not in lexique.NATURES:
                    siennes = []
                for inconnue in siennes:
                    vecteur[inconnue] = vecteur.get(inconnue, 0) + terme.signe
        vecteurs.append(vecteur)
    return vecteurs


def tell(connu: Connu, donnee: Donnee) -> int:
    """Tell all that a copy gives: each of its sums, each of its figures; say how many."""
    combien = 0
    for part in donnee.contenu.parts:
        if not part.retenue:
            connu.tell({unknown_of(f, "montant"): 1 for f in part.facts})
            heures = [f for f in part.facts if lexique.est_heure(f.unite)]
            connu.tell({unknown_of(f, "heures"): 1 for f in heures})
    publics = {
        (annee, adresse): valeur
        for annee, adresse, valeur, _ in iter_figures(donnee.public)
    }
    for annee, adresse, attendu, source in iter_figures(donnee.prive):
        valeur = publics.get((annee, adresse))
        if isinstance(valeur, Decimal) and not is_withheld(valeur):
            combien += 1
            assert valeur == attendu, adresse
            for vecteur in compose(donnee.prive, source):
                connu.tell(vecteur)
    return combien


def people(facts: Sequence[Fact], ou: dict[int, Ligne]) -> int:
    """Count the people behind facts, from the lines drawn and not by the tool."""
    qui = [ou[fact.ligne].qui for fact in facts]
    dites = {mot for mot in qui if mot and not mot.isdigit()}
    nombres = [int(mot) for mot in qui if mot.isdigit()]
    return max([1, len(dites), *nombres])


def employed(pole: Gens, exercice: int, perimetre: str) -> int:
    """Count those who work in a périmètre: of three statuts the largest."""
    sommes: dict[str, Decimal] = {}
    for lieu, annee, statut, etp in pole.emplois:
        if (lieu, annee) == (perimetre, exercice):
            sommes[statut] = sommes.get(statut, Decimal(0)) + etp
    return max((-int(-etp // 1) for etp in sommes.values()), default=0)


def is_of_people(ligne: Ligne) -> bool:
    return ligne.quoi in DE_GENS


def whole_pays(
    pole: Gens, facts: Iterable[Fact], ou: dict[int, Ligne], minimum: int
) -> list[set[Fact]]:
    """Gather all the pay of a périmètre in an exercice, of lines that say nothing."""
    par: dict[tuple[int, str], list[Fact]] = {}
    for fact in facts:
        if ou[fact.ligne].quoi == "salaire":
            cle = fact.exercice, fact.projet or fact.perimetre
            par.setdefault(cle, []).append(fact)
    return [
        {*siens}
        for cle, siens in par.items()
        if not any(ou[f.ligne].qui.isalpha() for f in siens)
        and employed(pole, *cle) >= minimum
    ]


def iter_secrets(
    facts: Iterable[Fact],
    ou: dict[int, Ligne],
    minimum: int,
    paies: Sequence[set[Fact]],
) -> Iterator[list[Fact]]:
    """Gather facts about people in every way that may set too few of them apart.

    The `paies` were whole in some copy: they could be given.
    """
    par: dict[tuple[object, ...], list[Fact]] = {}
    for fact in facts:
        ligne = ou[fact.ligne]
        if not is_of_people(ligne):
            continue
        masse = (fact.exercice, fact.projet or fact.perimetre, ligne.quoi)
        cles: tuple[tuple[object, ...], ...] = (
            ("fait", fact.ligne, *masse),
            ("masse", *masse),
            ("personne", ligne.qui, *masse),
            ("partout", ligne.qui),
            ("an", ligne.qui, fact.exercice),
            ("tiers", ligne.tiers, *masse),
            ("mois", ligne.mois, *masse),
            ("phase", fact.phase, *masse),
            ("convention", ligne.convention, *masse),
            ("ligne", fact.ligne),
        )
        for cle in cles:
            par.setdefault(cle, []).append(fact)
    for siens in par.values():
        reste = {*siens}
        for paie in paies:
            if reste.issuperset(paie):
                reste -= paie
        if reste and people(siens, ou) < minimum:
            yield siens


def lines_of(livre: Livre, pole: Gens) -> dict[int, Ligne]:
    """Give the line drawn behind each line of the text."""
    texte = livre.chemin.read_text("utf-8").splitlines()
    heads = [n for n, mots in enumerate(texte, 1) if mots.endswith('* "Ligne"')]
    assert len(heads) == len(pole.lignes)
    suites = [*heads[1:], len(texte) + 1]
    return {
        n: ligne
        for debut, fin, ligne in zip(heads, suites, pole.lignes, strict=True)
        for n in range(debut, fin)
    }


PERMISSIONS = st.builds(
    lambda ou, nommes, minimum: Permission(
        "region", (2024, 2025), ou, ou == PERIMETRES, nommes, minimum
    ),
    st.sampled_from(
        [PERIMETRES, frozenset(("cellule", "miel")), frozenset(("halle",))]
    ),
    st.sampled_from(
        [frozenset(("region",)), frozenset(("region", "amis", "habitants", "fournil"))]
    ),
    st.sampled_from([3, 5]),
)


@settings(max_examples=CAS, phases=PHASES)
@given(
    drawn=gens(),
    region=PERMISSIONS,
    autre=PERMISSIONS,
)
def test_no_combination_of_copies_gives_back_what_is_withheld(
    drawn: tuple[Gens, list[Ligne]],
    region: Permission,
    autre: Permission,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Two funders, before and after some lines: every figure told to one solver."""
    pole, ajouts = drawn
    dossier = tmp_path_factory.mktemp("gens")
    fondation = autre._replace(
        financeur="fondation", nommes=autre.nommes | {"fondation"}
    )
    connu = Connu()
    donnees = []
    for dite in (pole, pole.with_lines(ajouts)):
        livre = load(dossier, dite.write())
        assume(livre.releve.exercices())
        for permission, nom in ((region, "region"), (fondation, "fondation")):
            donnees.append(give(livre, permission, dossier / nom))
    assume(sum(tell(connu, donnee) for donnee in donnees))
    ou = lines_of(livre, dite)
    dernier = donnees[-1].prive
    facts = [f for annee in dernier.exercices for f in dernier.ensemble(annee).facts]
    minimum = min(region.personnes_minimum, autre.personnes_minimum)
    # What was there at first, what was added, and the whole: none sets few people apart.
    anciens = len(pole.lignes)
    neuves = {id(ligne) for ligne in dite.lignes[anciens:]}
    premiers = [f for f in facts if id(ou[f.ligne]) not in neuves]
    # What was all the pay before is no secret since.
    paies = whole_pays(pole, premiers, ou, minimum)
    for lot in (facts, premiers, [f for f in facts if id(ou[f.ligne]) in neuves]):
        siennes = [*paies, *whole_pays(dite, lot, ou, minimum)]
        for secret in iter_secrets(lot, ou, minimum, siennes):
            vecteur = {unknown_of(f, "montant"): 1 for f in secret}
            assert not connu.gives(vecteur), [ou[f.ligne] for f in secret]
            temps = [f for f in secret if lexique.est_heure(f.unite)]
            if temps:
                assert not connu.gives({unknown_of(f, "heures"): 1 for f in temps})


@settings(max_examples=CAS, phases=PHASES)
@given(drawn=gens(), permission=PERMISSIONS, facteur=st.integers(1, 999_999))
def test_a_copy_is_the_same_whatever_is_withheld(
    drawn: tuple[Gens, list[Ligne]],
    permission: Permission,
    facteur: int,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Whatever the amounts that it does not give, a copy has the same bytes."""
    pole, _ = drawn
    avant, apres = (tmp_path_factory.mktemp(nom) for nom in ("avant", "apres"))
    livre = load(avant, pole.write())
    assume(livre.releve.exercices())
    donnee = give(livre, permission, avant / "region")
    ou = lines_of(livre, pole)
    donnes = {
        f.ligne for part in donnee.contenu.parts if not part.retenue for f in part.facts
    }
    faits = [f for a in donnee.prive.exercices for f in donnee.prive.ensemble(a).facts]
    tus = {id(ou[f.ligne]) for f in faits if f.ligne not in donnes}
    changees = tuple(
        ligne._replace(montant=Decimal(facteur * (rang + 1) % 99_991 + 1).scaleb(-2))
        if id(ligne) in tus
        else ligne
        for rang, ligne in enumerate(pole.lignes)
    )
    assume(changees != pole.lignes)
    autre = load(apres, pole._replace(lignes=changees).write())
    assert give(autre, permission, apres / "region").octets == donnee.octets
