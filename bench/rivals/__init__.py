"""What bench/endpoint.py runs in processes of their own: the endpoint, and what it is measured beside."""
