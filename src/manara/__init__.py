"""Manara, the platform with which authorities respond together to trafficking in persons and smuggling of migrants."""

__version__ = "0.1.0"
