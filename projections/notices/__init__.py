"""Notices: what the map cannot honour, said plainly."""

from projections.notices.all_notices import all_notices
from projections.notices.notice import Notice, Standing
from projections.notices.pieces_of_network import Pieces, pieces_of_network

__all__ = ["Notice", "Pieces", "Standing", "all_notices", "pieces_of_network"]
