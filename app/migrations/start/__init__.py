"""The tables of 0001, by subject; later tables come with their own migration."""
