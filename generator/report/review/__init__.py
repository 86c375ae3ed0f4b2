"""What was compiled and proved → the page that somebody signs."""
