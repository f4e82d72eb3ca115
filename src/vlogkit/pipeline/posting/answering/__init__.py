"""Ask an approver who is not at the computer for a yes, and take the answer."""
