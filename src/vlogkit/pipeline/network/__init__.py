"""The network of workspaces that share quotas and holds: a province and its agencies."""
