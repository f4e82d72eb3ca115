"""See what all workspaces of a network do: the governor's board, and what is escalated to the heads."""
