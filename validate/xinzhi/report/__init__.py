"""Renders reports; finds nothing itself."""
