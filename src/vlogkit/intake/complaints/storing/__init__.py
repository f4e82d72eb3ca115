"""The tables of the private complaint store, and the records that go in and out of them."""
