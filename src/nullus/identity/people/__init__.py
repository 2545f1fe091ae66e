"""Who there is: accounts, their addresses and passwords, the links mailed to them, and who may sign up at all."""
