"""学习向导: a pad nobody has a description of is listened to and becomes a profile of the site."""
