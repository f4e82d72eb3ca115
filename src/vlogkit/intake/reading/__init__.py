"""Files in any of the shapes complaint systems export come in; numbered rows of text go out, a faulty row never stops a file."""
