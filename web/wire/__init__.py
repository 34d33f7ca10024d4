"""What travels over the wire: bodies of commands and answers, as pydantic models."""
