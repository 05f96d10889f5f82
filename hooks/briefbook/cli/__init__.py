"""The commands: one a file, each with a click command named `command`."""
