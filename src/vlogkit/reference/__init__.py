"""The generated reference of everything people write in YAML (`make docs`)."""
