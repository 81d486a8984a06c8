"""The yardstick: plain Django admin with django-import-export over the product's own tables."""
