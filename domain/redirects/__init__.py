"""Redirects: orders to street teams, their replies, and what becomes of them."""
