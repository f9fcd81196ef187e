"""The verbs of intake, one a file: the only writers of reports, statements, drafts, imports and quarantine."""
