"""What a ledger may measure: beyond, a file is damaged, or meant to do harm."""

from __future__ import annotations

from typing import Final

MEGA: Final = 1_000_000

#: Bytes of a file, and of all the files of a ledger.
OCTETS_D_UN_FICHIER: Final = 5 * MEGA
OCTETS_DU_LIVRE: Final = 20 * MEGA
#: Characters of one text between quotes: Beancount reads it in the square of its length.
SIGNES_D_UN_TEXTE: Final = 100_000
#: Characters of a line, its texts and its comment apart: no hand types as many.
SIGNES_D_UNE_LIGNE: Final = 1_000
FICHIERS_DU_LIVRE: Final = 100
#: Digits of a number, fraction included, and of the factors of a product.
CHIFFRES_D_UN_NOMBRE: Final = 15
#: Years that a cooperative may have to do with.
PREMIERE_ANNEE: Final = 1900
DERNIERE_ANNEE: Final = 2200
