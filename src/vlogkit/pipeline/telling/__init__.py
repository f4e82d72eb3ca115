"""An item becomes a story: its notice, its clips and voices, its protected pictures."""
