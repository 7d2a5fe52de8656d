"""评价器模拟: the far side of the training pad, in a small window of its own."""
