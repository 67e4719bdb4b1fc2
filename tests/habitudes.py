"""Right books of accrual bookkeeping, drawn from a seed, and the ways to spoil them.

A book holds calls, invoices, notifications, and their payments: at once, in parts, the
year after, before, never. It holds what merely resembles a fault: a gift of whom owes, a
second grant of a funder, a credit note, an advance, a lump of cheques.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING
from typing import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

ANNEES = (2023, 2024, 2025)
MEMBRES = ("rucher", "scierie", "lavoir", "moulin", "fournil")
CLIENTS = ("mairie", "lycee", "hotel")
FINANCEURS = ("region", "etat", "departement")
NOMS = {
    "rucher": ("Le Rucher", "RUCHER SCOP"),
    "scierie": ("Scierie du Pont", "SCIERIE PONT"),
    "lavoir": ("Le Lavoir", "LAVOIR ASSO"),
    "moulin": ("Moulin Bleu", "MOULIN BLEU SARL"),
    "fournil": ("Le Fournil", "FOURNIL DU BOURG"),
    "mairie": ("Mairie du Bourg", "TRESORERIE DU BOURG"),
    "lycee": ("Lycée du Bourg", "LYCEE AGENT COMPTABLE"),
    "hotel": ("Hôtel des Passes", "HOTEL PASSES"),
    "region": ("Région", "PAIERIE REGIONALE"),
    "etat": ("État", "DRFIP"),
    "departement": ("Département", "PAIERIE DEPARTEMENTALE"),
}
BANQUE, ADHERENTS = "Assets:512-Banque", "Assets:411-Adherents"
FACTURES, NOTIFIEES = "Assets:411-Clients", "Assets:441-Subventions"
AVANCE, DEDIES = "Liabilities:487-Avance", "Liabilities:194-Fonds-Dedies"
RESULTAT, REPORT = "Equity:120-Resultat", "Equity:110-Report"
COTISATIONS, VENTES = "Income:756-Cotisations", "Income:706-Prestations"
DONS, SUBVENTIONS = "Income:754-Dons", "Income:741-Subventions"
UTILISATIONS, REPORTS = "Income:7894-Utilisations", "Expenses:6894-Reports"
ACHATS, EMPRUNT = "Expenses:606-Achats", "Liabilities:164-Emprunt"
TYPES = {
    COTISATIONS: "cotisations",
    VENTES: "ventes",
    DONS: "dons-mecenat",
    SUBVENTIONS: "subventions",
    UTILISATIONS: "fonds-dedies",
    REPORTS: "fonds-dedies",
    EMPRUNT: "prets",
}
COMPTES = (BANQUE, ADHERENTS, FACTURES, NOTIFIEES, AVANCE, DEDIES, RESULTAT, REPORT)


class Ligne(NamedTuple):
    """A line of an entry; without an amount when another says it."""

    compte: str
    montant: Decimal
    cles: tuple[str, ...] = ()
    vide: bool = False

    def write(self) -> str:
        """Write it as a treasurer does."""
        montant = "" if self.vide else f"  {self.montant} EUR"
        return "".join(
            [f"  {self.compte}{montant}\n", *(f"    {c}\n" for c in self.cles)]
        )


class Ecriture(NamedTuple):
    """An entry, and what it is in the story of its claim."""

    jour: datetime.date
    paye: str
    libelle: str
    lignes: tuple[Ligne, ...]
    genre: str = ""
    cles: tuple[str, ...] = ()
    #: What its payment would wrongly credit.
    produit: str = ""

    def write(self) -> str:
        """Write it as a treasurer does."""
        tete = f'{self.jour} * "{self.paye}" "{self.libelle}"\n'
        cles = "".join(f"  {cle}\n" for cle in self.cles)
        return tete + cles + "".join(ligne.write() for ligne in self.lignes)

    def with_line(self, rang: int, ligne: Ligne) -> Ecriture:
        """Give it with another line, the blank one following."""
        lignes = [*self.lignes[:rang], ligne, *self.lignes[rang + 1 :]]
        reste = -sum((li.montant for li in lignes if not li.vide), Decimal(0))
        lignes = [li._replace(montant=reste) if li.vide else li for li in lignes]
        return self._replace(lignes=tuple(lignes))


class Convention(NamedTuple):
    """An agreement."""

    code: str
    financeur: str
    montant: Decimal


class Livre(NamedTuple):
    """A book: its agreements and its entries."""

    conventions: tuple[Convention, ...]
    ecritures: tuple[Ecriture, ...]

    def write(self, remplacees: dict[int, str] | None = None) -> str:
        """Write the whole ledger, some of its entries as given."""
        textes = remplacees or {}
        corps = [textes.get(i, e.write()) for i, e in enumerate(self.ecritures)]
        return "\n".join([_register(self.conventions), *corps])

    def put(self, rang: int, *nouvelles: Ecriture) -> Livre:
        """Give the book with others in the place of an entry."""
        ecritures = (*self.ecritures[:rang], *nouvelles, *self.ecritures[rang + 1 :])
        return self._replace(ecritures=ecritures)

    def ranks(self, *genres: str) -> list[int]:
        """List the places of the entries of some kinds."""
        return [i for i, e in enumerate(self.ecritures) if e.genre in genres]


def _register(conventions: Iterable[Convention]) -> str:
    lignes = [
        'option "operating_currency" "EUR"',
        'plugin "ptce_ledger.plugins"',
        '2022-01-01 custom "ptce-pole" "bocage" "PTCE du Bocage"',
        '  perimetre-defaut: "cellule"',
    ]
    for code, (nom, alias) in NOMS.items():
        genre = "membre" if code in MEMBRES else "tiers"
        origine = {"m": "ess", "t": "prive"}[genre[0]]
        origine = "public" if code in FINANCEURS else origine
        lignes.append(f'2022-01-01 custom "ptce-{genre}" "{code}" "{nom}"')
        lignes += [f'  alias: "{alias}"', f'  origine: "{origine}"']
    lignes += [
        f'2022-01-01 custom "ptce-convention" "{c.code}" "{c.financeur}" {c.montant} EUR'
        for c in conventions
    ]
    for compte in dict.fromkeys((*COMPTES, *TYPES, ACHATS)):
        lignes.append(f"2022-01-01 open {compte} EUR")
        lignes += [f'  type: "{TYPES[compte]}"'] if compte in TYPES else []
    return "\n".join(lignes) + "\n"


class _Tirage:
    """What is drawn for one book."""

    def __init__(self, hasard: Random) -> None:
        self.hasard = hasard
        self.ecritures: list[Ecriture] = []
        self.conventions: list[Convention] = []
        self.piece = 0
        self.deja: set[Decimal] = set()

    def amount(self, bas: int, haut: int) -> Decimal:
        """Draw an amount, never twice: equal ones are a matter of their own."""
        while True:
            nombre = Decimal(self.hasard.randint(bas * 2, haut * 2) * 50) / 100
            if self.hasard.random() < 0.3:
                nombre += Decimal(self.hasard.randint(1, 99)) / 100
            if nombre not in self.deja:
                self.deja.add(nombre)
                return nombre.quantize(Decimal("0.01"))

    def day(self, annee: int, du: int = 1, au: int = 12) -> datetime.date:
        return datetime.date(
            annee, self.hasard.randint(du, au), self.hasard.randint(2, 28)
        )

    def name(self, code: str) -> str:
        return self.hasard.choice(NOMS[code])

    def add(
        self,
        jour: datetime.date,
        paye: str,
        libelle: str,
        lignes: Sequence[Ligne],
        genre: str = "",
        *,
        cles: Sequence[str] = (),
        produit: str = "",
    ) -> None:
        """Keep an entry; its last line is often left without an amount."""
        siennes = list(lignes)
        if self.hasard.random() < 0.5:
            siennes[-1] = siennes[-1]._replace(vide=True)
        self.ecritures.append(
            Ecriture(jour, paye, libelle, tuple(siennes), genre, tuple(cles), produit)
        )

    def pay(
        self,
        du: Decimal,
        compte: str,
        code: str,
        jour: datetime.date,
        *,
        produit: str,
        cles: Sequence[str] = (),
    ) -> None:
        """Pay a claim: at once, in two parts, or never."""
        parts = [du]
        tirage = self.hasard.random()
        if tirage < 0.15:
            return
        if tirage < 0.4:
            acompte = (du * self.hasard.randint(2, 8) / 10).quantize(Decimal("0.01"))
            parts = [acompte, du - acompte]
        for rang, part in enumerate(parts):
            jour += datetime.timedelta(self.hasard.randint(3, 40))
            mots: tuple[str, ...] = ("Virement reçu", "CHQ 4512", "Règlement")
            if len(parts) > 1:
                mots = ("Acompte reçu",) if rang == 0 else ("Solde reçu",)
            lignes = [Ligne(compte, -part), Ligne(BANQUE, part)]
            self.hasard.shuffle(lignes)
            libelle = self.hasard.choice(mots)
            nom = self.name(code)
            genre = "paiement"
            self.add(jour, nom, libelle, lignes, genre, cles=cles, produit=produit)

    def opening(self) -> None:
        """Carry the balances of before: dues of last year, somebody's or of all."""
        vieux = self.amount(100, 900)
        code = self.hasard.choice(MEMBRES)
        cles = (f'tiers: "{code}"',) if self.hasard.random() < 0.5 else ()
        fonds = Decimal(100_000)
        self.add(
            datetime.date(ANNEES[0], 1, 1),
            "À-nouveaux",
            "Soldes repris",
            [
                Ligne(BANQUE, fonds),
                Ligne(ADHERENTS, vieux, cles),
                Ligne(REPORT, -fonds - vieux),
            ],
            "ouverture",
            cles=("a-nouveau: TRUE",),
        )
        jour = self.day(ANNEES[0], 1, 3)
        lignes = [Ligne(BANQUE, vieux), Ligne(ADHERENTS, -vieux)]
        self.add(jour, self.name(code), "Cotisation d’avant", lignes)

    def dues(self, annee: int) -> None:
        """Call the dues of a year: one by one, or all in one entry."""
        jour = self.day(annee, 1, 2)
        appeles = [m for m in MEMBRES if self.hasard.random() < 0.7]
        sommes = {code: self.amount(50, 900) for code in appeles}
        if self.hasard.random() < 0.5 and len(appeles) > 2:
            lignes = [
                Ligne(COTISATIONS, -somme, (f'tiers: "{code}"',))
                for code, somme in sommes.items()
            ]
            total = sum(sommes.values(), Decimal(0))
            lignes.append(Ligne(ADHERENTS, total, vide=True))
            self.add(jour, "Appel de cotisations", f"{annee}", lignes, "appel-groupe")
        else:
            for code, somme in sommes.items():
                lignes = [Ligne(COTISATIONS, -somme), Ligne(ADHERENTS, somme)]
                self.add(jour, self.name(code), f"Cotisation {annee}", lignes, "appel")
        for code, somme in sommes.items():
            debut = jour
            if self.hasard.random() < 0.15 and annee < ANNEES[-1]:
                debut = self.day(annee + 1, 1, 2)
            self.pay(somme, ADHERENTS, code, debut, produit=COTISATIONS)
        for code in set(MEMBRES) - set(appeles):
            # Paid without being asked: the product is then the payment's.
            if self.hasard.random() < 0.3:
                lignes = [
                    Ligne(BANQUE, s := self.amount(50, 900)),
                    Ligne(COTISATIONS, -s),
                ]
                nom = self.name(code)
                self.add(self.day(annee, 3), nom, "Cotisation", lignes, "comptant")

    def invoices(self, annee: int) -> None:
        for code in CLIENTS:
            for _ in range(self.hasard.randint(0, 3)):
                self.piece += 1
                somme, jour = self.amount(100, 4000), self.day(annee, 1, 10)
                pieces = (
                    [f'piece: "V-{self.piece}"'] if self.hasard.random() < 0.7 else []
                )
                lignes = [Ligne(VENTES, -somme), Ligne(FACTURES, somme)]
                nom = self.name(code)
                self.add(jour, nom, "Facture", lignes, "facture", cles=pieces)
                self.pay(somme, FACTURES, code, jour, produit=VENTES)
                self._beside(code, somme, jour, bool(pieces))

    def _beside(self, code: str, somme: Decimal, jour: datetime.date, *_: bool) -> None:
        """What resembles a payment, or a wrong sign, and is none."""
        tirage = self.hasard.random()
        apres = jour + datetime.timedelta(self.hasard.randint(1, 30))
        nom = self.name(code)
        if tirage < 0.1:
            lignes = [Ligne(BANQUE, somme), Ligne(DONS, -somme)]
            self.add(apres, nom, "Don pour la fête", lignes)
        elif tirage < 0.2:
            autre = self.amount(10, 90)
            lignes = [Ligne(BANQUE, autre), Ligne(VENTES, -autre)]
            self.add(apres, nom, "Visite guidée", lignes, "comptant")
        elif tirage < 0.3:
            rendu = (somme / 4).quantize(Decimal("0.01"))
            lignes = [Ligne(VENTES, rendu), Ligne(BANQUE, -rendu)]
            self.add(apres, nom, "Avoir, heures non faites", lignes)
        elif tirage < 0.35:
            rendu = (somme / 5).quantize(Decimal("0.01"))
            lignes = [
                Ligne(DONS, -rendu),
                Ligne(DONS, rendu),
                Ligne(BANQUE, Decimal(0)),
            ]
            self.add(apres, nom, "Don rendu le jour même", lignes)

    def grants(self, annee: int) -> None:
        for code in FINANCEURS:
            if self.hasard.random() < 0.7:
                self._grant(code, annee)

    def _grant(self, code: str, annee: int) -> None:
        somme = self.amount(3000, 60_000)
        convention = f"{code}-{annee}"
        dite = self.hasard.random() < 0.7
        cles = [f'convention: "{convention}"'] if dite else []
        if dite:
            self.conventions.append(Convention(convention, code, somme))
        jour = self.day(annee, 1, 6)
        nom = self.name(code)
        part = Decimal(0)
        if dite and annee < ANNEES[-1] and self.hasard.random() < 0.4:
            part = (somme * self.hasard.randint(2, 6) / 10).quantize(Decimal("0.01"))
        lignes = [Ligne(SUBVENTIONS, part - somme)]
        lignes += [Ligne(AVANCE, -part)] if part else []
        lignes.append(Ligne(NOTIFIEES, somme))
        self.add(jour, nom, "Notification", lignes, "notification", cles=cles)
        self.pay(somme, NOTIFIEES, code, jour, produit=SUBVENTIONS, cles=cles)
        if part:
            fin = datetime.date(annee + 1, 12, 31)
            lignes = [Ligne(AVANCE, part), Ligne(SUBVENTIONS, -part)]
            self.add(fin, nom, "Part acquise", lignes, "reprise", cles=cles)
        if dite and annee < ANNEES[-1] and self.hasard.random() < 0.4:
            garde = (somme / 10).quantize(Decimal("0.01"))
            fin = datetime.date(annee, 12, 31)
            lignes = [Ligne(REPORTS, garde), Ligne(DEDIES, -garde)]
            self.add(fin, nom, "Part reportée", lignes, "report", cles=cles)
            lignes = [Ligne(DEDIES, garde), Ligne(UTILISATIONS, -garde)]
            jour = self.day(annee + 1)
            self.add(jour, nom, "Fonds employés", lignes, "reprise", cles=cles)
        if dite and self.hasard.random() < 0.3:
            # Another grant of the same funder, received without a claim.
            petite = Convention(f"{convention}-fete", code, self.amount(200, 2900))
            self.conventions.append(petite)
            lignes = [
                Ligne(BANQUE, petite.montant),
                Ligne(SUBVENTIONS, -petite.montant),
            ]
            cle = f'convention: "{petite.code}"'
            self.add(
                self.day(annee), nom, "Aide à la fête", lignes, "comptant", cles=[cle]
            )

    def others(self, annee: int) -> None:
        for _ in range(3):
            somme = self.amount(20, 700)
            lignes = [Ligne(ACHATS, somme), Ligne(BANQUE, -somme)]
            self.add(self.day(annee), "Papeterie", "Fournitures", lignes, "achat")
        somme = self.amount(2000, 9000)
        lignes = [Ligne(BANQUE, somme), Ligne(EMPRUNT, -somme)]
        self.add(self.day(annee), "Banque du Bourg", "Emprunt", lignes, "emprunt")
        code = self.hasard.choice(MEMBRES)
        somme = self.amount(30, 80)
        jour = self.day(annee, 11, 11)
        lignes = [Ligne(ADHERENTS, -somme), Ligne(BANQUE, somme)]
        self.add(jour, NOMS[code][0], "Acompte sur l’an prochain", lignes)
        apres = jour + datetime.timedelta(25)
        lignes = [Ligne(COTISATIONS, -somme), Ligne(ADHERENTS, somme)]
        self.add(apres, NOMS[code][0], "Appel complémentaire", lignes)

    def close(self, annee: int) -> None:
        """Empty classes 6 and 7, said."""
        sommes: dict[str, Decimal] = {}
        for ecriture in self.ecritures:
            if ecriture.jour.year == annee:
                for ligne in ecriture.lignes:
                    if ligne.compte.startswith(("Income", "Expenses")):
                        deja = sommes.get(ligne.compte, Decimal(0))
                        sommes[ligne.compte] = deja + ligne.montant
        lignes = [Ligne(compte, -somme) for compte, somme in sommes.items() if somme]
        lignes.append(Ligne(RESULTAT, sum(sommes.values(), Decimal(0))))
        jour = datetime.date(annee, 12, 31)
        cles = ["cloture: TRUE"]
        self.add(jour, "Clôture", "Résultat de l’année", lignes, "cloture", cles=cles)


def draw(graine: str, *, close: bool | None = None) -> Livre:
    """Draw a right book."""
    tirage = _Tirage(Random(graine))  # noqa: S311
    tirage.opening()
    for annee in ANNEES:
        tirage.dues(annee)
        tirage.invoices(annee)
        tirage.grants(annee)
        tirage.others(annee)
    if close or (close is None and tirage.hasard.random() < 0.3):
        for annee in ANNEES:
            tirage.close(annee)
    ecritures = sorted(tirage.ecritures, key=lambda ecriture: ecriture.jour)
    return Livre(tuple(tirage.conventions), tuple(ecritures))
