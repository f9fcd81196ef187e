"""The shell of every page: signing in, navigation, languages, errors, components and the vendored assets."""
