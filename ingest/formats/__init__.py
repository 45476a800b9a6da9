"""One file of a levering, in whichever format it comes, as blocks of text rows with their row numbers."""
