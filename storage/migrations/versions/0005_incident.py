"""tickets that belong to an incident"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("ticket") as table:
        table.add_column(sa.Column("incident", sa.String(length=20), server_default=sa.text("''"), nullable=False))
        table.create_index(op.f("ix_ticket_incident"), ["incident"], unique=False)
