"""An agency's workspace is begun: its name, its logo and a look."""
