"""Telemetry: which teams' phones are connected and which orders they have shown. No events."""
