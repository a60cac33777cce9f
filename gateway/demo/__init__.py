"""What does a day at the desk look like? A script, played before whoever runs the demo."""
