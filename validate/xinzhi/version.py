"""The version of the toolkit, which is that of the package that it carries."""

__version__ = "0.3.0"
