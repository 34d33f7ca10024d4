"""The advice: what to watch next, where to send, when to turn round."""
