"""Image files beside a timeline's own: what each is, whether it can be shown, and smaller ones of it."""
