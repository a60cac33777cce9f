"""What does the operator's page show? One look says whether all is well, and what waits; nothing is changed by it."""
