"""What is demanded of a published feed, rule by rule, each with its source."""
