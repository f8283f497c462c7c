"""Facts and the documents that state them: spans, figures, names, and what is left over."""
