"""What machines do in a process: services and readers, one file a subject."""
