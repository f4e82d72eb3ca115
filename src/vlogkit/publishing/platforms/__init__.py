"""One file a service, each with the operations of `vlogkit.publishing.job.Platform`; none knows another."""
