"""Users, sign-in, lock-out and the sessions of people who work with the program."""
