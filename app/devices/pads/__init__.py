"""Drivers of rating pads, and the pad that is played."""
