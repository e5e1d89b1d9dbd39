"""The training database and its clock."""
