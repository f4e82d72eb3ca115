"""Which resolved complaints are worth showing: nine gates, a score, and what a person decided."""
