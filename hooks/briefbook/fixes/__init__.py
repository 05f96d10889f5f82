"""What `briefbook fix` mends: one kind of slip per file."""
