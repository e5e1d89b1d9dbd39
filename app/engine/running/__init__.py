"""A live case: its activities in their (sub)processes, its expressions, its snapshot."""
