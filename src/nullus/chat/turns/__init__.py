"""Turns: an answer begun, written by a task of its own, told to any number of readers, and stored."""
