"""Templates are checked, compared with golden stills, started and previewed."""
