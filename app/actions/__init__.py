"""Everything that can happen: a package for each noun, a file for each verb."""
