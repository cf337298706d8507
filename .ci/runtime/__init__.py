"""JavaScript read name by name and scope by scope, so that what nothing needs can go."""
