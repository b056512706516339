"""tamizdat: an essay from the language it was written in to published editions in every other."""

__version__ = "0.1.0"
