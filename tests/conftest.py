"""Gives every test run --only."""
import sys

sys.dont_write_bytecode = True

pytest_plugins = ["only_filter"]
