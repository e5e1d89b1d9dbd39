"""Who may read and act, what forbids it, and how people and machines prove who they are."""
