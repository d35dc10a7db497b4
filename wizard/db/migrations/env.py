"""Alembic's way in: runs the migrations on the connection that `upgrading` hands over."""

from alembic import context

import wizard.db.mail_models
import wizard.db.models
import wizard.db.system_models
import wizard.register.models  # noqa: F401  its tables belong to the same metadata
from wizard.db.base import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
