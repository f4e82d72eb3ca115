"""Place words where a picture is quiet, and make them readable there."""
