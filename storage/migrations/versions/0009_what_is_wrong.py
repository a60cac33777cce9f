"""what is wrong is found by an index, and told once: dead rows, the oldest letter, ends that are held; alarms that stand"""

import sqlalchemy as sa
from alembic import op

import storage.tables

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

DEAD = sa.text("outcome = 'dead'")
WAITS = sa.text("outcome IS NULL")
ENDS = sa.text("outcome IS NULL AND kind IN ('expire', 'abandon')")


def upgrade() -> None:
    op.create_table(
        "alarm",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("since", storage.tables.Instant(), nullable=False),
        sa.Column("first_at", storage.tables.Instant(), nullable=False),
        sa.Column("seen_at", storage.tables.Instant(), nullable=False),
        sa.Column("told_at", storage.tables.Instant(), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_alarm")),
    )
    for table in ("inbound", "outbound", "timer"):
        op.create_index(f"ix_{table}_dead", table, ["settled_at"], sqlite_where=DEAD, postgresql_where=DEAD)
    op.create_index("ix_outbound_oldest", "outbound", ["created_at"], sqlite_where=WAITS, postgresql_where=WAITS)
    op.create_index("ix_timer_ends", "timer", ["at"], sqlite_where=ENDS, postgresql_where=ENDS)
