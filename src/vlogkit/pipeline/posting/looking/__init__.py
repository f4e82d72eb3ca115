"""A post as it will look, and as it looked to who decided about it last."""
