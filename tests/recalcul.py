"""The synthesis computed a second time, from the contract and Beancount's entries alone.

Nothing of the program is called: fractions, dictionaries, and the directives as Beancount
parses them. It is slow and plain on purpose; `test_analyse_recalcul` holds the program to
it on random poles.
"""

from __future__ import annotations

import datetime
import unicodedata
from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from typing import Any
from typing import NamedTuple

from beancount.core.data import Custom
from beancount.core.data import Open
from beancount.core.data import Price
from beancount.core.data import Transaction

F = Fraction
PRODUITS = (
    "cotisations",
    "ventes",
    "facturation-interne",
    "commissions",
    "subventions",
    "dons-mecenat",
    "prise-en-charge",
    "fonds-dedies",
    "autres",
    "hors-ressources",
)
FINANCEMENTS = ("apports", "prets", "subventions-investissement")
PROPRES = (*PRODUITS[:4], "dons-mecenat", "autres")
DURABLES = ("20", "21", "23", "26", "27")
ORIGINES = ("particuliers", "prive", "public", "ess", "pole", "")


class Ligne(NamedTuple):
    """What a part of a posting, or a declaration, counts for."""

    nature: str
    perimetre: str
    projet: str
    type: str
    origine: str
    tiers: str
    membre: str
    interne: str
    racine: str
    montant: Fraction
    heures: Fraction = F(0)


def _plie(texte: str | None) -> str:
    """Forget case, accents, apostrophes and spaces."""
    nu = unicodedata.normalize(
        "NFKD", (texte or "").replace("œ", "oe").replace("Œ", "oe")
    )
    lettres = [c for c in nu.casefold() if not unicodedata.combining(c)]
    return "".join(c for c in lettres if not c.isspace() and c not in "'’")


def _nombre(montant: Any) -> Fraction:
    return F(montant.number)


def _arrondi(nombre: Fraction, decimales: int) -> Fraction:
    """Round half up, away from zero."""
    echelle = nombre * 10**decimales
    entier = int(abs(echelle) + F(1, 2))
    return F(entier if echelle >= 0 else -entier, 10**decimales)


def _ecrit(nombre: Fraction, decimales: int = 2) -> str:
    rond = _arrondi(nombre, decimales)
    return f"{Decimal(rond.numerator) / Decimal(rond.denominator):.{decimales}f}"


def _rapport(haut: Fraction, bas: Fraction) -> str | None:
    return _ecrit(haut / bas, 4) if bas else None


def _partage(montant: Fraction, poids: list[Fraction], pas: Fraction) -> list[Fraction]:
    """Share by largest remainder, ties in the order written, sign restored."""
    unites = abs(montant) / pas
    exacts = [unites * p / sum(poids) for p in poids]
    parts = [int(exact) for exact in exacts]
    while sum(parts) < unites:
        restes = [exact - part for exact, part in zip(exacts, parts, strict=True)]
        parts[restes.index(max(restes))] += 1
    signe = 1 if montant >= 0 else -1
    return [signe * part * pas for part in parts]


class Recalcul:
    """The books of a pole, read again."""

    def __init__(self, entries: list[Any]) -> None:
        self.entries = entries
        self.customs: dict[str, list[Custom]] = defaultdict(list)
        for entry in entries:
            if isinstance(entry, Custom):
                self.customs[entry.type].append(entry)
        self.opens = {e.account: e.meta for e in entries if isinstance(e, Open)}
        self.prix = [e for e in entries if isinstance(e, Price)]
        (pole,) = self.customs["ptce-pole"]
        self.defaut = pole.meta.get("perimetre-defaut", "")
        self.debut = pole.meta.get("debut-exercice", "01-01")
        self.projets = {c.values[0].value for c in self.customs["ptce-projet"]}
        #: Name → (code, first day on which it is known).
        self.noms: dict[str, tuple[str, datetime.date]] = {}
        #: Code → what was said of it: (day, origin, last day).
        self.dits: dict[str, list[tuple[datetime.date, str, Any]]] = defaultdict(list)
        self.membres: set[str] = set()
        for genre in ("ptce-membre", "ptce-tiers", "ptce-projet"):
            for c in self.customs[genre]:
                code, libelle = (valeur.value for valeur in c.values)
                depuis = c.date if code in self.dits else datetime.date.min
                for nom in (libelle, *c.meta.get("alias", "").split(";")):
                    if nom.strip():
                        self.noms.setdefault(_plie(nom), (code, depuis))
                if genre != "ptce-projet":
                    avant = self.dits[code][-1][1] if code in self.dits else ""
                    dit = c.date, c.meta.get("origine", avant), c.meta.get("sortie")
                    self.dits[code].append(dit)
                if genre == "ptce-membre":
                    self.membres.add(code)
        self.conventions = {
            c.values[0].value: c.values[1].value
            for c in self.customs["ptce-convention"]
        }

    def exercice(self, jour: datetime.date) -> int:
        """Name the exercice of a day."""
        decale = self.debut != "01-01" and f"{jour:%m-%d}" >= self.debut
        return jour.year + int(decale)

    def dit_le(self, code: str, jour: datetime.date) -> tuple[Any, str, Any] | None:
        """Find what holds of a code on a day, what was said last; None before."""
        dits = [dit for dit in self.dits.get(code, ()) if dit[0] <= jour]
        return dits[-1] if dits else None

    def origine_le(self, code: str, jour: datetime.date) -> str:
        """Give an origin on a day; before the first, what was said first."""
        dit = self.dit_le(code, jour)
        return dit[1] if dit else next((d[1] for d in self.dits.get(code, ())), "")

    def membre_le(self, code: str, jour: datetime.date) -> bool:
        """Tell a member on a day."""
        dit = self.dit_le(code, jour) if code in self.membres else None
        return dit is not None and (dit[2] is None or jour <= dit[2])

    def membre_en(self, code: str, exercice: int) -> bool:
        """Tell a member at any time in an exercice."""
        jour, dernier = (
            datetime.date(exercice - 1, 1, 1),
            datetime.date(exercice, 12, 31),
        )
        while jour <= dernier:
            if self.exercice(jour) == exercice and self.membre_le(code, jour):
                return True
            jour += datetime.timedelta(1)
        return False

    def interne(self, tiers: str, *, membre: bool) -> str:
        """Say on which side a tiers stands."""
        if tiers == "cellule" or tiers in self.projets:
            return "pole"
        return "membre" if membre else ""

    # From postings to lines

    def lignes(self, exercice: int) -> list[Ligne]:
        """List all that an exercice counts."""
        toutes: list[Ligne] = []
        for entry in self.entries:
            if isinstance(entry, Transaction) and self.exercice(entry.date) == exercice:
                apart = entry.meta.get("a-nouveau") or entry.meta.get("cloture")
                toutes += [] if apart else self._ecriture(entry)
        for c in self.customs["ptce-ca"]:
            if self.exercice(c.date) == exercice:
                membre, montant = (valeur.value for valeur in c.values)
                client, projet = c.meta.get("client", ""), c.meta.get("projet", "")
                toutes.append(
                    self._ca(membre, client, projet, F(montant.number), c.date)
                )
        return toutes

    def _ca(
        self,
        membre: str,
        client: str,
        projet: str,
        montant: Fraction,
        jour: datetime.date,
    ) -> Ligne:
        en_cours = self.membre_en(client, self.exercice(jour))
        interne = self.interne(client, membre=en_cours)
        origine = "pole" if interne == "pole" else self.origine_le(client, jour)
        return Ligne(
            "ca", "membre", projet, "", origine, client, membre, interne, "", montant
        )

    def _niveaux(self, entry: Transaction, posting: Any) -> list[dict[str, Any]]:
        mots = posting.account.split(":")
        ancetres = [":".join(mots[:n]) for n in range(len(mots), 0, -1)]
        metas = [posting.meta, entry.meta, *(self.opens.get(nom) for nom in ancetres)]
        return [meta or {} for meta in metas]

    def _ecriture(self, entry: Transaction) -> list[Ligne]:
        lues = [self._ligne(entry, posting) for posting in entry.postings]
        mandats = [li for li in lues if li and li["nature"] == "ca"]
        lignes = [li for li in lues if li and li["nature"] != "ca"]
        self._annule(lignes, au_produit=any(
                p.account.startswith("Income") and _nombre(p.units) < 0
                for p in entry.postings
            ))  # fmt: skip
        resultat = [part for li in lignes for part in self._parts(li, entry.date)]
        for membre in {li["membre"] for li in mandats}:
            siens = [li for li in mandats if li["membre"] == membre]
            recues = sum(
                (-li["ecrit"] for li in lignes
                 if (li["nature"], li["type"], li["tiers"]) == ("produit", "commissions", membre)),
                F(0),
            )  # fmt: skip
            au_credit = [li for li in siens if li["ecrit"] < 0]
            au_debit = [li for li in siens if li["ecrit"] > 0]
            rendus = [
                li for li in au_debit
                if li["tiers"] in {*self.dits, *self.projets, "cellule"} - {membre}
            ]  # fmt: skip
            comptes = [(li, -li["ecrit"]) for li in au_credit or rendus]
            if au_credit:
                reste = recues - sum((li["ecrit"] for li in au_debit), F(0))
                comptes.append((au_credit[0], max(reste, F(0))))
            elif rendus:
                comptes.append((rendus[0], recues))
            resultat += [
                self._ca(membre, li["tiers"], li["projet"], n, entry.date)._replace(
                    origine=li["origine"]
                )
                for li, n in comptes
            ]
        return resultat

    def _ligne(  # noqa: C901, PLR0912  the contract, rule after rule
        self, entry: Transaction, posting: Any
    ) -> dict[str, Any] | None:
        """Resolve a posting: nearest level first."""
        niveaux = self._niveaux(entry, posting)

        def proche(cle: str) -> str:
            return next((str(n[cle]) for n in niveaux if n.get(cle)), "")

        racine = posting.account.partition(":")[0]
        chiffres = [
            m for m in posting.account.replace("-", ":").split(":") if m.isdigit()
        ]
        dits = [
            [n["compte"] for n in ns if "compte" in n]
            for ns in (niveaux[2:3], niveaux[3:])
        ]
        numero = next(iter([*dits[0], *chiffres, *dits[1]]), "")
        situe = next(
            (
                n
                for n in niveaux
                if n.get("projet") or n.get("perimetre") or n.get("cle")
            ),
            {"perimetre": self.defaut},
        )
        nomme, depuis = self.noms.get(_plie(entry.payee), ("", entry.date))
        tiers = proche("tiers") or (nomme if depuis <= entry.date else "")
        if numero.startswith("467") and racine in ("Liabilities", "Assets", "Equity"):
            membre = proche("membre")
            if not membre:
                return None
            nature, type_ = "ca", ""
        else:
            membre = ""
            admis: tuple[str, ...] = {
                "Income": PRODUITS,
                "Expenses": ("fonds-dedies",),
                "Liabilities": FINANCEMENTS,
                "Assets": ("investissements",) if numero[:2] in DURABLES else (),
                "Equity": FINANCEMENTS,
            }[racine]
            if racine == "Equity" and numero[:2] == "86":
                return None
            en_nature = racine == "Equity" and numero[:2] == "87"
            if en_nature:
                admis = ("aides-indirectes", "contributions-volontaires")
            type_ = next((n["type"] for n in niveaux if n.get("type") in admis), "")
            if racine == "Income" or type_ == "fonds-dedies":
                nature = "produit"
            elif en_nature:
                nature = "contribution"
            elif racine == "Expenses":
                nature = "charge"
            elif type_:
                nature = "investissement" if racine == "Assets" else "financement"
            else:
                return None
        donne = type_ in ("subventions", "fonds-dedies") or nature == "financement"
        if not tiers and donne:
            tiers = self.conventions.get(proche("convention"), "")
        interne = self.interne(tiers, membre=self.membre_le(tiers, entry.date))
        if type_ == "ventes" and interne:
            type_ = "facturation-interne"
        classe = numero[:2] if "60" <= numero[:2] <= "69" else "autres"
        if nature == "investissement":
            classe = numero[:2]
        return {
            "nature": nature,
            "cle": situe.get("cle", ""),
            "projet": situe.get("projet", ""),
            "perimetre": "projet"
            if situe.get("projet")
            else situe.get("perimetre", ""),
            "type": type_,
            "classe": classe,
            "tiers": tiers,
            "interne": interne,
            "origine": "pole"
            if interne == "pole"
            else proche("origine") or self.origine_le(tiers, entry.date),
            "membre": membre,
            "racine": racine,
            "ecrit": _nombre(posting.units),
            "reste": _nombre(posting.units),
            "devise": posting.units.currency,
        }

    def _annule(self, lignes: list[dict[str, Any]], *, au_produit: bool) -> None:
        """Have lines of one financing type, or of investments, cancel in their order."""
        sortes = [
            li["type"] if li["nature"] in ("financement", "investissement") else ""
            for li in lignes
        ]
        for rang, ligne in enumerate(lignes):
            for avant in range(rang):
                autre = lignes[avant]
                if not sortes[rang] or sortes[avant] != sortes[rang]:
                    continue
                if autre["reste"] * ligne["reste"] < 0:
                    part = min(abs(autre["reste"]), abs(ligne["reste"]))
                    for li in (autre, ligne):
                        li["reste"] -= part if li["reste"] > 0 else -part
        for ligne in lignes:
            vire = ligne["type"] == "subventions-investissement" and au_produit
            if vire and ligne["reste"] > 0:
                ligne["reste"] = F(0)

    def _parts(self, li: dict[str, Any], jour: datetime.date) -> list[Ligne]:
        """Share a line by its key, and give it its natural sign."""
        if li["ecrit"] and not li["reste"]:
            return []
        debit = li["nature"] in ("charge", "investissement")
        quantite = li["reste"] if debit else -li["reste"]
        heures, montant = F(0), quantite
        if li["devise"] != "EUR":
            prix = [
                p for p in self.prix if p.currency == li["devise"] and p.date <= jour
            ]
            heures = quantite
            montant = _arrondi(quantite * _nombre(prix[-1].amount), 2)
        par_classe = li["nature"] in ("charge", "investissement")
        ligne = Ligne(
            li["nature"],
            li["perimetre"],
            li["projet"],
            li["classe"] if par_classe else li["type"],
            li["origine"],
            li["tiers"],
            "",
            li["interne"],
            li["racine"],
            montant,
            heures,
        )
        if not li["cle"]:
            return [ligne]
        cles = [
            c for c in self.customs["ptce-cle"]
            if c.values[0].value == li["cle"] and c.date <= jour
        ]  # fmt: skip
        parts = {
            nom: F(valeur)
            for nom, valeur in cles[-1].meta.items()
            if isinstance(valeur, Decimal) and nom != "lineno"
        }
        poids = list(parts.values())
        montants = _partage(montant, poids, F(1, 100))
        return [
            ligne._replace(
                perimetre=code if code in ("cellule", "hors-pole") else "projet",
                projet="" if code in ("cellule", "hors-pole") else code,
                montant=montants[rang],
                heures=heures * poids[rang] / sum(poids),
            )
            for rang, code in enumerate(parts)
        ]

    # From lines to the figures of the contract

    def synthese(self, exercice: int) -> dict[str, Any]:
        """Give the figures of an exercice, as the JSON of the contract writes them."""
        toutes = self.lignes(exercice)
        pole = [li for li in toutes if li.perimetre != "hors-pole"]
        cellule = [li for li in pole if li.perimetre == "cellule"]
        projets = [li for li in pole if li.perimetre == "projet"]
        deux = self._deux(pole, exercice)
        un, trois = _niveau(cellule), _niveau(projets)
        un["indicateurs"] = _rapports(cellule, net=False, cellule=True)
        un["sans_origine"] = _sans_origine(cellule, net=False)
        r_projets = _somme(_ressources(projets))
        trois["indicateurs"] = {
            "poids_des_projets": _rapport(
                _somme(_ressources(projets, net=True)),
                _somme(_ressources(pole, net=True)),
            ),
            "euros_de_projet_par_euro_de_cellule": _rapport(
                r_projets, _somme(_de(cellule, "charge"))
            ),
        }
        hors = [li for li in toutes if li.perimetre == "hors-pole"]
        return {
            "niveau_1": un,
            "niveau_2": deux,
            "niveau_3": trois,
            "hors_pole": {
                "produits": _ecrit(_cote(hors, "Income")),
                "charges": _ecrit(_cote(hors, "Expenses")),
            },
        }

    def _deux(self, pole: list[Ligne], exercice: int) -> dict[str, Any]:
        donnees = _niveau(pole)
        brut, net = _ressources(pole), _ressources(pole, net=True)
        donnees["ressources"] = _rangees(
            brut,
            lambda siennes: {
                "brut": _ecrit(_somme(siennes)),
                "elimine": _ecrit(_somme(li for li in siennes if li.interne == "pole")),
                "net": _ecrit(_somme(li for li in siennes if li.interne != "pole")),
            },
        )
        ca = _de(pole, "ca")
        par_membre: dict[str, Fraction] = defaultdict(Fraction)
        for li in ca:
            par_membre[li.membre] += li.montant
        verse: dict[str, Fraction] = defaultdict(Fraction)
        for li in brut:
            types = ("cotisations", "facturation-interne", "commissions")
            if li.interne == "membre" and li.type in types:
                verse[li.tiers] += li.montant
        retenu = sum(
            (
                min(somme, max(par_membre.get(m, F(0)), F(0)))
                for m, somme in verse.items()
            ),
            F(0),
        )
        elargi = {
            "ca_imputable": _somme(ca),
            "echanges_entre_membres": _somme(li for li in ca if li.interne == "membre"),
            "vendu_au_pole": _somme(li for li in ca if li.interne == "pole"),
            "verse_par_les_membres": retenu,
        }
        moins = sum(list(elargi.values())[1:], F(0))
        elargi["activite_nette"] = _somme(net) + elargi["ca_imputable"] - moins
        donnees["elargi"] = {nom: _ecrit(n) for nom, n in elargi.items()}
        entiers = {
            c.values[0].value: F(c.meta["ca"].number)
            for c in self.customs["ptce-donnees"]
            if c.values[1].value == exercice and "ca" in c.meta
        }
        membres = sorted(m for m in self.membres if self.membre_en(m, exercice))
        donnees["membres"] = [
            {
                "membre": m,
                "ca_imputable": _ecrit(par_membre[m]) if m in par_membre else None,
                "ca_total": _ecrit(entiers[m]) if m in entiers else None,
                "part": _rapport(par_membre[m], entiers[m])
                if m in par_membre and m in entiers
                else None,
            }
            for m in membres
        ]
        deux = [m for m in membres if m in par_membre and m in entiers]
        donnees["membres_en_tout"] = len(membres)
        donnees["membres_declares"] = len(deux)
        donnees["sans_origine"] = _sans_origine(pole, net=True)
        donnees["indicateurs"] = _rapports(pole, net=True, cellule=False)
        parts = [par_membre[m] / entiers[m] for m in deux if entiers[m]]
        donnees["indicateurs"]["ca_imputable_part"] = _rapport(
            sum((par_membre[m] for m in deux), F(0)),
            sum((entiers[m] for m in deux), F(0)),
        )
        donnees["indicateurs"]["ca_imputable_moyenne"] = _rapport(
            sum(parts, F(0)), F(len(parts))
        )
        return donnees


def _de(lignes: list[Ligne], nature: str) -> list[Ligne]:
    return [li for li in lignes if li.nature == nature]


def _somme(lignes: Any) -> Fraction:
    return sum((li.montant for li in lignes), F(0))


def _ressources(lignes: list[Ligne], *, net: bool = False) -> list[Ligne]:
    return [
        li for li in _de(lignes, "produit")
        if li.type != "hors-ressources" and not (net and li.interne == "pole")
    ]  # fmt: skip


def _cote(lignes: list[Ligne], racine: str) -> Fraction:
    """Add a side of the income statement, a fund set aside being a charge there."""
    siennes = [li for li in lignes if li.racine == racine]
    renverse = racine == "Expenses"
    return sum(
        (
            -li.montant if renverse and li.nature == "produit" else li.montant
            for li in siennes
        ),
        F(0),
    )


def _rangees(
    lignes: list[Ligne], colonnes: Any, *, ordre: tuple[str, ...] = PRODUITS
) -> Any:
    cles = sorted(
        {(li.type, li.origine) for li in lignes},
        key=lambda c: ((*ordre, "").index(c[0]), ORIGINES.index(c[1])),
    )
    return [
        {"type": t, "origine": o, **colonnes([li for li in lignes if (li.type, li.origine) == (t, o)])}
        for t, o in cles
    ]  # fmt: skip


def _signes(lignes: Any, plus: str, moins: str) -> dict[str, str]:
    siennes = list(lignes)
    return {
        plus: _ecrit(_somme(li for li in siennes if li.montant >= 0)),
        moins: _ecrit(-_somme(li for li in siennes if li.montant < 0)),
    }


def _niveau(lignes: list[Ligne]) -> dict[str, Any]:
    charges, durables = _de(lignes, "charge"), _de(lignes, "investissement")
    prets, dons = _de(lignes, "financement"), _de(lignes, "contribution")
    r = _somme(_ressources(lignes))
    hors = _somme(li for li in _de(lignes, "produit") if li.type == "hors-ressources")
    argent, biens = (
        _signes(prets, "recu", "rembourse"),
        _signes(durables, "acquis", "cede"),
    )
    classes = sorted({li.type for li in charges})
    return {
        "ressources": _rangees(
            _ressources(lignes), lambda li: {"montant": _ecrit(_somme(li))}
        ),
        "financements": _rangees(
            prets, lambda li: _signes(li, "recu", "rembourse"), ordre=FINANCEMENTS
        ),
        "charges": [
            {"classe": c, "montant": _ecrit(_somme(li for li in charges if li.type == c))}
            for c in classes
        ],
        "investissements": [
            {"classe": c, **_signes((li for li in durables if li.type == c), "acquis", "cede")}
            for c in sorted({li.type for li in durables})
        ],
        "contributions": _rangees(
            dons,
            lambda li: {
                "montant": _ecrit(_somme(li)),
                "heures": _ecrit(sum((x.heures for x in li), F(0))),
            },
            ordre=("aides-indirectes", "contributions-volontaires"),
        ),
        "total": {
            "ressources": _ecrit(r),
            "hors_ressources": _ecrit(hors),
            "financements": argent["recu"],
            "rembourse": argent["rembourse"],
            "charges": _ecrit(_somme(charges)),
            "contributions": _ecrit(_somme(dons)),
            "resultat": _ecrit(r + hors - _somme(charges)),
            "investissements": biens["acquis"],
            "cede": biens["cede"],
        },
    }  # fmt: skip


def _sans_origine(lignes: list[Ligne], *, net: bool) -> str | None:
    ressources = _ressources(lignes, net=net)
    return _rapport(
        _somme(li for li in ressources if not li.origine), _somme(ressources)
    )


def _rapports(
    lignes: list[Ligne], *, net: bool, cellule: bool
) -> dict[str, str | None]:
    res = _ressources(lignes, net=net)
    dons = _de(lignes, "contribution")
    r, cvn = _somme(res), _somme(dons)
    charges = _somme(_de(lignes, "charge"))

    def types(*noms: str) -> Fraction:
        return _somme(li for li in res if li.type in noms)

    def public(parmi: list[Ligne]) -> Fraction:
        return _somme(li for li in parmi if li.origine == "public")

    rp = types(*PROPRES)
    sp = public([li for li in res if li.type in ("subventions", "fonds-dedies")])
    recus = [li for li in _de(lignes, "financement") if li.montant > 0]
    f, fp = _somme(recus), public(recus)
    membres = _somme(
        li for li in res
        if li.interne == "membre" and li.type in ("cotisations", "facturation-interne")
    )  # fmt: skip
    tiers: dict[str, Fraction] = defaultdict(Fraction)
    sortes: dict[str, Fraction] = defaultdict(Fraction)
    for li in res:
        sortes[li.type] += li.montant
        if li.tiers and li.interne != "pole" and li.origine != "particuliers":
            tiers[li.tiers] += li.montant
    aides = [li for li in dons if li.type == "aides-indirectes"]
    temps = _somme(li for li in dons if li.type == "contributions-volontaires")
    rapports = {
        "autofinancement": (rp, r),
        "autofinancement_elargi": (rp + cvn, r + cvn),
        "part_publique": (sp, r),
        "argent_public": (public(res), r),
        "contribution_membres": (membres, r),
        "dependance_premier_financeur": (max(tiers.values(), default=F(0)), r),
        "diversification": (r * r - sum((s * s for s in sortes.values()), F(0)), r * r),
        "part_non_monetaire": (cvn, r + cvn),
        "effet_levier": (r + cvn - sp, sp),
        "effet_levier_elargi": (r + cvn + f - sp - fp, sp + fp),
        "marche": (
            types("ventes", "facturation-interne", "commissions", "autres"),
            r + cvn,
        ),
        "redistribution": (
            types("subventions", "fonds-dedies") + public(aides),
            r + cvn,
        ),
        "reciprocite": (
            types("cotisations", "dons-mecenat", "prise-en-charge")
            + temps
            + _somme(aides)
            - public(aides),
            r + cvn,
        ),
    }
    if cellule:
        rapports["couverture_animation"] = (rp, charges)
        rapports["couverture_complete"] = (rp, charges + cvn)
    return {code: _rapport(haut, bas) for code, (haut, bas) in rapports.items()}
