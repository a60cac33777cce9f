"""How much, how long, how late? Figures for Prometheus."""
