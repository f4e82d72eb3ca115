"""Pictures and clips of citizens and agencies come in; what may be shown goes out: upright, without metadata, faces and plates blurred."""
