"""The exact filter that the engine is compared with."""
