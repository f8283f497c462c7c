"""`python -m xinzhi`."""

from .cli import app

app()
