"""Tickets, their numbers, and what joins them."""
