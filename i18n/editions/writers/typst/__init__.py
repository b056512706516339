"""PDF by typst: `walk` turns elements into calls of the functions in `edition.typ`, `engine` compiles them."""
