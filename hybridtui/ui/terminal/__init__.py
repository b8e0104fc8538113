"""Why this package exists: terminals go away, stand still, stop programs and paste into them; ours outlives that."""
