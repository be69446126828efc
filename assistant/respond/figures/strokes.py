"""Letters drawn as lines, for pictures whose reader has no font: capitals, digits, hyphen.

A rasteriser draws no text at all when the font it was told does not exist, and no font exists everywhere.
"""

from __future__ import annotations

HEIGHT, ADVANCE = 6, 6  # of the grid the letters are drawn on: they are 4 wide, and stand 6 apart

# letter: pen strokes as pairs of grid places, column and row from the upper left
_GLYPHS = {
    "A": "0602204246 0444", "B": "003041423303 3344453606000", "C": "4130100105163645", "D": "00063645413000",
    "E": "40000646 0333", "F": "400006 0333", "G": "41301001051636454323", "H": "0006 4046 0343", "I": "1030 2026 1636",
    "J": "4045361605", "K": "0006 400346", "L": "000646", "M": "0600234046", "N": "06004640", "O": "103041453616050110",
    "P": "06003041423303", "Q": "103041453616050110 2446", "R": "06003041423303 2346", "S": "413010010213334445361605",
    "T": "0040 2026", "U": "000516364540", "V": "002640", "W": "0016233640", "X": "0046 4006", "Y": "002340 2326", "Z": "00400646",
    "0": "103041453616050110", "1": "112026 1636", "2": "01103041420646", "3": "01103041423313 334445361605", "4": "36300444",
    "5": "400003334445361605", "6": "4130100105163645443303", "7": "004016", "8": "103041423313020110 130405163645443313",
    "9": "4313020110304145361605", "-": "1333",
}  # fmt: skip


def path(text: str, x: float, y: float, letter: float) -> str:
    """Path data of a text that starts at x on the baseline y, each letter `letter` wide; unknown signs are left blank.

    >>> path("L", 0, 6, 6)
    'M0.0 0.0L0.0 6.0L4.0 6.0'
    """
    size = letter / ADVANCE
    data = ""
    for number, sign in enumerate(text.upper()):
        for stroke in _GLYPHS.get(sign, "").split():
            places = [(int(stroke[at]), int(stroke[at + 1])) for at in range(0, len(stroke) - 1, 2)]
            spots = [f"{x + number * letter + column * size:.1f} {y + (row - HEIGHT) * size:.1f}" for column, row in places]
            data += "M" + "L".join(spots)
    return data
