"""Who is named in a publication; the others are gathered under a common name.

Whoever may not be named is one of « Autres membres : … » or « Autres tiers : … », by
origin and level of government, since the totals by origin are published.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.mots import lexique
from ptce_ledger.registre.pole import Tiers

if TYPE_CHECKING:
    from ptce_ledger.publication.copie.permission import Permission
    from ptce_ledger.registre.pole import Registre

#: Stands for the projects that are not published, where they pay or are paid.
AUTRE_PROJET = "autre-projet"
PREFIXE_MEMBRES = "autres-membres"
PREFIXE_TIERS = "autres-tiers"
#: Members that did not declare their whole turnover count in no share of it.
SANS_CA = "sans-ca"


class Noms:
    """Public names of one publication, made as they are met."""

    def __init__(self, registre: Registre, permission: Permission) -> None:
        self._registre = registre
        self._permission = permission
        #: Common names used: code → what the published register says of it.
        self.reunis: dict[str, Tiers] = {}
        #: Whether a project that is not published is met.
        self.autre_projet = False
        #: Codes of the register that are met, and may be named.
        self.nommes: set[str] = set()

    def payer(self, code: str, origine: str, interne: str) -> str:
        """Give the public code of who pays or is paid; "" stays unknown."""
        if not code:
            return ""
        if interne == "pole":
            return self.project(code)
        if interne == "membre":
            return self.member(code)
        if self._named(code):
            return code
        tiers = self._registre.tiers.get(code)
        # A line may give another origin than that of its tiers.
        sienne = tiers.origine if tiers else origine
        return self._gather(
            PREFIXE_TIERS, "Autres tiers", sienne, tiers.echelon if tiers else ""
        )

    def member(self, code: str, exercice: int = 0) -> str:
        """Give the public code of a member; of a seller, in the exercice given."""
        if self._named(code):
            return code
        suite = ""
        if exercice and "ca" not in self._registre.donnees(code, exercice):
            suite = SANS_CA
        origine = self._registre.tiers[code].origine
        return self._gather(PREFIXE_MEMBRES, "Autres membres", origine, "", suite)

    def project(self, code: str) -> str:
        """Give the public code of the cell or of a project."""
        code = self._registre.home(code)
        if code == "cellule" or code in self._permission.perimetres:
            return code
        self.autre_projet = True
        return AUTRE_PROJET

    def axis(self, projet: str) -> str:
        """Give the public code of the project of a line; "" where it is the cell's."""
        code = self.project(projet) if projet else ""
        return "" if code == "cellule" else code

    def others(self, interne: str, origine: str) -> str:
        """Give the common name of several who stand alike in the pole, named or not."""
        if interne == "pole":
            self.autre_projet = True
            return AUTRE_PROJET
        if interne == "membre":
            return self._gather(PREFIXE_MEMBRES, "Autres membres", origine, "")
        return self._gather(PREFIXE_TIERS, "Autres tiers", origine, "")

    def is_gathered(self, code: str) -> bool:
        """Tell a common name from a code of the register."""
        return code in self.reunis or code == AUTRE_PROJET

    def _named(self, code: str) -> bool:
        nomme = code in self._permission.nommes
        if nomme:
            self.nommes.add(code)
        return nomme

    def _gather(
        self, prefixe: str, libelle: str, origine: str, echelon: str, suite: str = ""
    ) -> str:
        code = "-".join(mot for mot in (prefixe, origine, echelon, suite) if mot)
        if code not in self.reunis:
            mots = [lexique.ORIGINES[origine].libelle] if origine else []
            mots += [lexique.ECHELONS[echelon].libelle] if echelon else []
            mots += ["chiffre d’affaires entier non déclaré"] if suite else []
            precise = f" : {', '.join(mots)}" if mots else ""
            self.reunis[code] = Tiers(code, libelle + precise, origine, echelon)
        return code
