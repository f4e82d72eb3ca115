"""Tests, in the same folders as the source; what several of them share lies here."""
