"""Where people work together: workspaces, members, groups, invitations, and the keys that programs use there."""
