"""The files of the agencies, one module a file, each in its own language, format and habits."""
