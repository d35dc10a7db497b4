"""The wizard's own notebook: models, every query on them, migrations."""
