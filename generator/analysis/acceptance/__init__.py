"""What a profile accepts, and what that covers."""
