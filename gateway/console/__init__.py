"""What does an operator ask of the gateway? Whether every outside part does what it should."""
