"""What of documents goes with a person or a workspace that leaves."""
