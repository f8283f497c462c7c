"""The layers of validation behind the structure, one module each; a domain lists those that its package has."""
