"""A small server of Open Return Forwarding, written from the specification alone."""
