"""Exports of complaint systems come in; the private store and publishable complaints go out."""
