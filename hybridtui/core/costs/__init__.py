"""What a hand-off weighs and costs, before and after: tokens, prices, budgets."""
