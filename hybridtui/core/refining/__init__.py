"""From notes to lines: what is refined, what a line may be, and which lines say the same."""
