"""The pose prior: signs written in a phonological notation, and the rules that turn them into motion."""
