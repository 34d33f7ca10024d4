"""Photos: made small, freed of what a camera writes into them, and kept in the vault."""
