"""Read an agency's files into notices, and inspect and protect their pictures and clips."""
