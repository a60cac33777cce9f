"""Who does what is due? It hears, decides, sends, strikes and seals, under leases, as often as it takes."""
