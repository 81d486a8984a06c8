"""Reading the files units send: understand, preview, apply through other apps' actions, undo."""
