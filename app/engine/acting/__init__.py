"""What can be done to a case: the commands of people and machines, and those of an operator."""
