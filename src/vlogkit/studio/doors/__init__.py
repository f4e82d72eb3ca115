"""Doors on the local network, each for one purpose and a short time, and what a phone sees behind them."""
