"""Looking after an installation and a workspace: doctor, copies, forgetting."""
