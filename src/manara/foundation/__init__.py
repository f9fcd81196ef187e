"""What every room stands on: node and keys, agencies, users, circles, audit, files, jobs, languages and scripts, database."""
