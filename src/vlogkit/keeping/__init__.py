"""Keep results on the disk between commands: notes, manifests, and the versions that decide about them."""
