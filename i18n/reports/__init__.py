"""Reports as text and data: the table of `tamizdat status`, its JSON, the lines of an update."""
