"""打印队列: every paper of a day, how far it is, and what can be done with it."""
