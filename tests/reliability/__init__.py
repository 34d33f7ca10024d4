"""What must hold when processes are killed, databases vanish and networks are bad.

Each module that measures or tortures for long is a command; a small version of it is a test.
"""
