"""One command on one case under its lock: the working set, answers, handlers, the written step, messages, jobs, incidents."""
