"""From a document to rows: candidates for a person to decide on, and what becomes of the decisions."""
