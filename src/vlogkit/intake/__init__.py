"""Files of an agency come in; notices and what is known about their pictures and footage go out."""
