"""What a line that is no TOML was meant to say."""
