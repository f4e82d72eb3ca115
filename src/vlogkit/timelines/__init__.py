"""What is done to a timeline as such: scaling, freezing, keyframes."""
