"""What people write by hand for this program: settings, prices and themes, each with a fault that is told."""
