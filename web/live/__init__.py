"""The push path: one WebSocket for each screen, from hello to resync."""
