"""What every command stands on: published releases and calendars, the clock of cases, the key of the history."""
