"""Results of Wikidata queries: their shapes, their variables, their times."""
