"""How each sheet's lines become typed rows of its app, and typed rows lines again."""
