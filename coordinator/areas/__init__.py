"""Areas: a city read from an OpenStreetMap file, stored compactly, with its cameras and beats."""
