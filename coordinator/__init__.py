"""The application: commands, storage, areas, policies, simulation and the command line."""
