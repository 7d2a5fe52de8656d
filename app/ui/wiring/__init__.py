"""What ties pages, devices and the program together: the window of the counter and its parts."""
