"""Where do big bytes live: the store that names them by their SHA-256, and what of the database moves there."""
