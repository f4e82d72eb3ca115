"""The nouns of vlogkit: frozen records that go to JSON and back, without input or output of their own."""
