"""Emulation movements: launch, registrations, propaganda, training, solution groups of a review."""
