"""What is kept, and how? The only room that speaks SQL."""
