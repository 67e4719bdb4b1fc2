"""The register of the fictional pole: who, which projects, what was declared.

It is written last: an agreement covers what was drawn under it, and a member's whole
turnover is far above what the pole brought it.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pole_fictif import decor
from pole_fictif.texte import format_custom
from pole_fictif.texte import format_euros
from pole_fictif.tirage import Convention
from pole_fictif.tirage import quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pole_fictif.tirage import Tirage

PHASES = ("demarrage", "developpement", "consolidation")
METHODES = ("apport-affaires", "offre-commune", "quote-part")
PREUVES = ("declaratif", "atteste", "comptable")
OBJETS = ("competences", "connaissances", "lieux", "moyens")
NATURES = ("commerciale", "strategique")
DURABLES = [projet for projet in decor.PROJETS if projet.code != decor.PROJET_CLOS]
VINGTIEMES_PARTAGES = 12
MINIMUM_ACCORDE = 4_500_00


def list_conventions(tirage: Tirage, annee: int) -> list[Convention]:
    """Draw the year's agreements: each funder's for the cell, and for one project."""
    conventions = []
    for financeur in decor.FINANCEURS:
        projet = tirage.hasard.choice(DURABLES).code
        for code in ("", projet):
            nom = f"{financeur.code}-{code or 'animation'}-{annee}"
            conventions.append(Convention(nom, financeur, code, annee))
    return conventions


def write_registre(tirage: Tirage) -> str:
    """Write the whole register, in the order a treasurer would keep it in."""
    lignes = ["; Registre du pôle\n", *_identite(tirage)]
    lignes += ["\n; Membres et tiers\n", *_membres(tirage), *_tiers(tirage)]
    lignes += ["\n; Cotisations\n", *_baremes(tirage)]
    lignes += ["\n; Projets communs\n", *_projets(tirage)]
    for annee in tirage.annees:
        lignes += [f"\n; {annee} : conventions et clés\n", *_conventions(tirage, annee)]
        lignes += [*_cles(tirage, annee), f"\n; {annee} : valeur de l'heure\n"]
        lignes += _prix(tirage, annee)
        lignes += [f"\n; {annee} : déclarations\n", *_chiffre_affaires(tirage, annee)]
        lignes += [*_emplois(tirage, annee), *_cooperations(tirage, annee)]
    return "".join(lignes)


def _identite(tirage: Tirage) -> Iterator[str]:
    """Write the pole and its phases."""
    meta = (
        ("territoire", '"Les deux vallées, trois intercommunalités"'),
        ("forme", '"association"'),
        ("perimetre-defaut", '"cellule"'),
    )
    valeurs = f"{quote(decor.CODE)} {quote(decor.TITRE)}"
    yield format_custom(tirage.fondation, "pole", valeurs, meta)
    yield format_custom(tirage.fondation, "phase", quote("emergence"))
    for rang, phase in enumerate(PHASES[: len(tirage.annees) + 1]):
        annee = tirage.annees[min(rang * 3, len(tirage.annees) - 1)]
        yield format_custom(date(annee, 1 + 4 * rang, 1), "phase", quote(phase))


def _membres(tirage: Tirage) -> Iterator[str]:
    """Write the members, with the dates of the two that came late or left."""
    for membre in decor.MEMBRES:
        arrive = membre.code == decor.ARRIVEE
        meta = (
            ("origine", quote(membre.origine)),
            ("forme", quote(membre.forme)),
            ("alias", quote(membre.alias)),
            ("sortie", f"{tirage.sortie}" if membre.code == decor.DEPART else ""),
        )
        jour = tirage.arrivee if arrive else tirage.fondation
        valeurs = f"{quote(membre.code)} {quote(membre.libelle)}"
        yield format_custom(jour, "membre", valeurs, meta)


def _tiers(tirage: Tirage) -> Iterator[str]:
    """Write the third parties."""
    for tiers in decor.TIERS:
        meta = (
            ("origine", quote(tiers.origine)),
            ("echelon", quote(tiers.echelon)),
            ("alias", quote(tiers.alias)),
        )
        valeurs = f"{quote(tiers.code)} {quote(tiers.libelle)}"
        yield format_custom(tirage.fondation, "tiers", valeurs, meta)


def _projets(tirage: Tirage) -> Iterator[str]:
    """Write the shared projects."""
    for projet in decor.PROJETS:
        clos = projet.code == decor.PROJET_CLOS
        meta = (
            ("debut", f"{tirage.ouverture}"),
            ("fin", f"{tirage.sortie}" if clos else ""),
            ("chef-de-file", quote(projet.chef_de_file)),
            ("membres", quote(", ".join(projet.membres))),
            ("cooperation", quote(projet.cooperation)),
        )
        valeurs = f"{quote(projet.code)} {quote(projet.libelle)}"
        yield format_custom(tirage.ouverture, "projet", valeurs, meta)


def _conventions(tirage: Tirage, annee: int) -> Iterator[str]:
    """Write the agreements, each for what was granted, to the 500 € above."""
    for convention in tirage.conventions[annee]:
        montant = max(tirage.accorde[convention.code], MINIMUM_ACCORDE)
        montant = (montant // 500_00 + 1) * 500_00
        codes = f"{quote(convention.code)} {quote(convention.financeur.code)}"
        meta = (
            ("projet", quote(convention.projet)),
            ("objet", quote(f"Programme {annee}")),
            ("debut", f"{annee}-01-01"),
            ("fin", f"{annee}-12-31"),
        )
        valeurs = f"{codes} {format_euros(montant)} EUR"
        yield format_custom(date(annee, 1, 1), "convention", valeurs, meta)


def _cles(tirage: Tirage, annee: int) -> Iterator[str]:
    """Write the year's keys: one of shares, two of weights."""
    jour, codes = date(annee, 1, 1), [projet.code for projet in DURABLES[:5]]
    # One twentieth for each project, the rest drawn: shares that sum to 1 exactly.
    tires = codes + tirage.hasard.choices(codes, k=VINGTIEMES_PARTAGES - len(codes))
    parts = [("cellule", 20 - VINGTIEMES_PARTAGES)]
    parts += [(code, tires.count(code)) for code in codes]
    temps = [(code, format_euros(part * 5)) for code, part in parts]
    yield format_custom(jour, "cle", quote("temps"), temps)
    for cle, plus in (("surfaces", 90), ("effectifs", 6)):
        poids = [(code, f"{tirage.hasard.randint(1, plus)}") for code, _ in parts]
        yield format_custom(jour, "cle", quote(cle), poids)


def _baremes(tirage: Tirage) -> Iterator[str]:
    """A scale by bands of turnover for who trades, a flat sum for the others."""
    paliers = (
        ("base", quote("ca")),
        ("forfait", "200.00 EUR"),
        ("des-200000", "300.00 EUR"),
        ("des-1000000", "500.00 EUR"),
    )
    for origine in ("ess", "prive"):
        meta = (("pour", quote(origine)), *paliers)
        yield format_custom(tirage.ouverture, "bareme", quote(origine), meta)
    forfait = [("forfait", "150.00 EUR")]
    yield format_custom(tirage.ouverture, "bareme", quote("tous"), forfait)


def _prix(tirage: Tirage, annee: int) -> Iterator[str]:
    """Write the monthly value of an hour, that of an expert's too."""
    for mois in range(1, 13):
        heure = 16_00 + 3 * ((annee - tirage.annees[0]) * 12 + mois)
        for unite, centimes in (("HEURE", heure), ("HEURE.EXPERT", heure * 5 // 2)):
            prix = format_euros(centimes)
            yield f"{date(annee, mois, 1)} price {unite} {prix} EUR\n"


def _chiffre_affaires(tirage: Tirage, annee: int) -> Iterator[str]:
    """Write what members declare: attributable turnover, then the whole of it."""
    fin = date(annee, 12, 31)
    membres = tirage.list_membres(fin)
    for membre in membres[:-3]:
        montant = tirage.montant(1500, 30_000)
        total = tirage.montant(200_000, 900_000)
        total += 6 * tirage.encaisse[annee, membre.code]
        meta = _draw_client(tirage, membre, fin)
        valeurs = f"{quote(membre.code)} {format_euros(montant)} EUR"
        yield format_custom(fin, "ca", valeurs, meta)
        etp = tirage.hasard.randrange(10, 300)
        donnees = (
            ("ca", f"{format_euros(total)} EUR"),
            ("etp", f"{etp // 10}.{etp % 10}"),
            ("preuve", quote(tirage.hasard.choice(PREUVES))),
        )
        yield format_custom(fin, "donnees", f"{quote(membre.code)} {annee}", donnees)


def _draw_client(
    tirage: Tirage, vendeur: decor.Membre, fin: date
) -> tuple[tuple[str, str], ...]:
    """Draw to whom and how a member sold, an exchange between members at times."""
    client, methode = "", tirage.hasard.choice(METHODES)
    if tirage.chance(0.3):
        autres = [qui.code for qui in tirage.list_membres(fin) if qui != vendeur]
        client, methode = tirage.hasard.choice(autres), "echange"
    elif tirage.chance(0.4):
        client = tirage.hasard.choice((*decor.CLIENTS, *decor.FINANCEURS)).code
    return (
        *tirage.draw_projet(fin, 0.6),
        ("client", quote(client)),
        ("methode", quote(methode)),
        ("preuve", quote(tirage.hasard.choice(PREUVES))),
    )


def _emplois(tirage: Tirage, annee: int) -> Iterator[str]:
    """Write the jobs of the cell and of each project."""
    fin = date(annee, 12, 31)
    cellule = (("statut", quote("maintenu")),)
    yield format_custom(fin, "emploi", f"{quote('cellule')} 2.5", cellule)
    for projet in tirage.list_projets(fin):
        statut = tirage.hasard.choice(("cree", "maintenu", "mobilise"))
        membre = projet.chef_de_file if statut == "mobilise" else ""
        meta = (("statut", quote(statut)), ("membre", quote(membre)))
        nombre = f"{tirage.hasard.randrange(2, 30) / 10}"
        yield format_custom(fin, "emploi", f"{quote(projet.code)} {nombre}", meta)


def _cooperations(tirage: Tirage, annee: int) -> Iterator[str]:
    """Write who worked with whom, from May to December."""
    for mois in range(5, 13):
        jour = date(annee, mois, tirage.hasard.randint(1, 28))
        membres = tirage.hasard.sample(tirage.list_membres(jour), 2)
        meta = (
            ("nature", quote(tirage.hasard.choice(NATURES))),
            ("objet", quote(tirage.hasard.choice(OBJETS))),
            *tirage.draw_projet(jour, 0.5),
        )
        codes = " ".join(quote(membre.code) for membre in membres)
        yield format_custom(jour, "cooperation", codes, meta)
