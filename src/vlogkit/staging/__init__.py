"""Story, brand and frame come in; a timeline for one format goes out: layout, safe areas, motion."""
