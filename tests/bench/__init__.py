"""How long things take, how that grows with the book, and what else one could use: ``make bench``."""
