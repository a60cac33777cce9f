"""one chain seals every event, mail and letter; nothing of the record can be altered; what was erased, and what may not be"""

import sqlalchemy as sa
from alembic import op

import storage.tables
from storage.record import guards

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

LEFT, LEFT_SQLITE = sa.text("erased_at IS NOT NULL AND spooled"), sa.text("erased_at IS NOT NULL AND spooled = 1")
WORDS_LEFT = sa.text("erased_at IS NOT NULL AND pack != '' AND pack != 'erased'")
SLOT = sa.text("kind IN ('digests', 'digest', 'retention')")


def upgrade() -> None:
    op.create_table(
        "seal",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("at", storage.tables.Instant(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("of", sa.BigInteger(), nullable=False),
        sa.Column("item", sa.String(length=64), nullable=False),
        sa.Column("commitment", sa.String(length=64), server_default=sa.text("''"), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("said", storage.tables.Words(), server_default=sa.text("''"), nullable=False),
        sa.Column("prev", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_seal")),
    )
    op.create_index("uq_seal_of", "seal", ["kind", "of"], unique=True)
    op.create_table(
        "stamp",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("head", sa.String(length=64), nullable=False),
        sa.Column("at", storage.tables.Instant(), nullable=False),
        sa.Column("authority", storage.tables.Words(), nullable=False),
        sa.Column("token", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stamp")),
    )
    op.create_index("ix_stamp_seq", "stamp", ["seq"])
    op.create_table(
        "mark",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_mark")),
    )
    op.add_column("inbound", sa.Column("erased_at", storage.tables.Instant(), nullable=True))
    op.add_column("outbound", sa.Column("erased_at", storage.tables.Instant(), nullable=True))
    op.add_column("outbound", sa.Column("registro", storage.tables.Words(), server_default=sa.text("''"), nullable=False))
    op.add_column("ticket", sa.Column("hold", storage.tables.Words(), server_default=sa.text("''"), nullable=False))
    op.create_index("ix_inbound_left", "inbound", ["sha256"], sqlite_where=LEFT_SQLITE, postgresql_where=LEFT)
    op.create_index("ix_outbound_left", "outbound", ["pack"], sqlite_where=WORDS_LEFT, postgresql_where=WORDS_LEFT)
    op.drop_index("uq_timer_slot", "timer")
    op.create_index("uq_timer_slot", "timer", ["kind", "at", "conversation"], unique=True, sqlite_where=SLOT, postgresql_where=SLOT)
    guards.put(op.get_bind())
