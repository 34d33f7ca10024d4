"""How people reach the coordinator: HTTP, WebSocket, accounts and the browser client."""
