"""What words mean: each module reads one thing in a text (periods, units, scores, slips …) and knows no rule."""
