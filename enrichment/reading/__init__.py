"""Reading: what a card says, slot by slot, with the words relied on."""
