"""Design tokens, components, base templates, icons, small JavaScript modules, list pages."""
