"""Values become text for people and machines. Nothing is printed here."""
