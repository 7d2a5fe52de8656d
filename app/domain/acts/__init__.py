"""Acts by stage: Struct, decision and evolution of each together."""
