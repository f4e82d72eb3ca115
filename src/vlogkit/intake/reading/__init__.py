"""Read files in every shape complaint systems export as numbered rows; a faulty row never stops a file."""
