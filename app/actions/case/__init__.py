"""What happens to a case, by people, by the clock, by messages and by machines."""
