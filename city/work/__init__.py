"""What somebody must do by a time, whichever room asks: THE inbox. Rooms open and close items in their own transaction."""
