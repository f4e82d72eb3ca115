"""The sample workspace that `vlogkit init` and `vlogkit demo` copy."""
