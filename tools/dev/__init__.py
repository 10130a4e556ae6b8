"""What ./dev does, one module a concern."""
