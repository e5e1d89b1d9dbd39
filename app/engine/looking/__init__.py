"""What can be seen of a case: what it waits for, what a step changed, its picture, its data."""
