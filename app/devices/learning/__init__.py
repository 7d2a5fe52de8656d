"""A pad nobody has a description of: what its presses look like, and the profile that follows.

`recorder` listens, `hearing` cuts what came into presses, `shapes` guesses how the frames are
built, `finding` judges the guesses by the real loader, `writing` makes the file.
"""
