"""Who may say yes, how they are proven, and the sheets on which they are asked."""
