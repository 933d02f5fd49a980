"""What the words mean: release, segment, translation, term, language, errors. Standard library only."""
