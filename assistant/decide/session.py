"""placeholder until the table is written"""
from typing import NamedTuple


class Session(NamedTuple):
    at: int = 0
