"""Turn the data of files that older versions wrote into that of the next version."""
