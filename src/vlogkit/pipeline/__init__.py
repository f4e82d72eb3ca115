"""The conductor: the only package that knows all the stages — items to stories, stories to bundles, bundles to posts."""
