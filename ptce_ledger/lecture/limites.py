"""What a ledger may measure: beyond, a file is damaged, or meant to do harm.

What a text may cost is guarded by the seconds and the memory of the reading
(`surveillance.py`). These sizes only refuse early, with a line, what no pole has: they
are some ten times the largest one that can be thought of, a hundred thousand entries
over ten years, in a file a month (121 files, 40 million bytes) or a file a day.
"""

from __future__ import annotations

from typing import Final

MEGA: Final = 1_000_000

#: Bytes of a file, and of all the files of a ledger: a million entries.
OCTETS_D_UN_FICHIER: Final = 100 * MEGA
OCTETS_DU_LIVRE: Final = 400 * MEGA
#: Characters of one text between quotes: Beancount reads it in the square of its length.
SIGNES_D_UN_TEXTE: Final = 100_000
#: Characters of a line, its texts and its comment apart: no hand types as many.
SIGNES_D_UNE_LIGNE: Final = 1_000
#: Characters of a line with all that it has: a comment costs as a text does.
SIGNES_EN_TOUT: Final = 2 * SIGNES_D_UN_TEXTE
#: A file a day for ten years is 3 652 of them.
FICHIERS_DU_LIVRE: Final = 5_000
#: Names of files looked at to follow the patterns and the folders of documents that a
#: ledger names: some seconds of work, where ten years of documents are some thousands.
NOMS_PARCOURUS: Final = 500_000
#: Digits of a number, fraction included, and of the factors of a product.
CHIFFRES_D_UN_NOMBRE: Final = 15
#: Years that a cooperative may have to do with.
PREMIERE_ANNEE: Final = 1900
DERNIERE_ANNEE: Final = 2200
