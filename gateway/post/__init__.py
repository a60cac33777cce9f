"""How does mail go out? Letters are composed, built into bytes and handed to a relay."""
