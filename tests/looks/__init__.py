"""Pictures of every page in every state, of a made-up hall on a made-up morning."""
