"""What a person may start."""
