"""Make copies of pictures and clips that may be shown: upright, without metadata, faces and plates blurred."""
