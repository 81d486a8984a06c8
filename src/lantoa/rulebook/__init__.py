"""Law as data: the catalogue of titles and forms of commendation, with article, source and confidence."""
