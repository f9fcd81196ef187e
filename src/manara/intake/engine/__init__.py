"""Files and forms become report drafts: reading, mapping and admission, without a database."""
