"""Who did what, when, to which record; append only, sealed in batches."""
