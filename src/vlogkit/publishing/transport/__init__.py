"""What carries requests and files to a service, and says what came back."""
