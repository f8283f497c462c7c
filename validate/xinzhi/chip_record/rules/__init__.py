"""The rules within tables of the record, one module per dataset."""
