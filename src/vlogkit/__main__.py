"""`python -m vlogkit` is `vlogkit`."""

from vlogkit.cli import main

main()
