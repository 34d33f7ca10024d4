"""Duty cards: what each role does in a search of this kind, as a document a station can edit."""
