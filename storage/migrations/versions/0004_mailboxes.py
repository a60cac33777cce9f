"""mailboxes that are read over IMAP, and every mail seen in them"""

import sqlalchemy as sa
from alembic import op

import storage.tables

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OPEN = sa.text("outcome IS NULL")


def upgrade() -> None:
    op.create_table(
        "mailbox",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("uidvalidity", sa.BigInteger(), nullable=False),
        sa.Column("first_uid", sa.BigInteger(), nullable=False),
        sa.Column("since", storage.tables.Instant(), nullable=True),
        sa.Column("looks_back", sa.Boolean(), nullable=False),
        sa.Column("backlog", storage.tables.Words(), nullable=False),
        sa.Column("left_alone", sa.Integer(), nullable=False),
        sa.Column("tried_at", storage.tables.Instant(), nullable=False),
        sa.Column("whole_at", storage.tables.Instant(), nullable=True),
        sa.Column("trouble", sa.String(length=20), nullable=False),
        sa.Column("detail", storage.tables.Words(), nullable=False),
        sa.Column("trouble_since", storage.tables.Instant(), nullable=True),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailbox")),
        sa.UniqueConstraint("name", name=op.f("uq_mailbox_name")),
    )
    op.create_table(
        "pickup",
        sa.Column("id", ID, nullable=False),
        sa.Column("mailbox_id", ID, nullable=False),
        sa.Column("uidvalidity", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.BigInteger(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("internal_date", storage.tables.Instant(), nullable=True),
        sa.Column("seen_at", storage.tables.Instant(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("claimed_until", storage.tables.Instant(), nullable=True),
        sa.Column("due_at", storage.tables.Instant(), nullable=True),
        sa.Column("last_error", storage.tables.Words(), nullable=False),
        sa.Column("inbound_id", ID, nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("filed_at", storage.tables.Instant(), nullable=True),
        sa.Column("folder", storage.tables.Words(), nullable=False),
        sa.Column("folder_validity", sa.BigInteger(), nullable=False),
        sa.Column("folder_uid", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["inbound_id"], ["inbound.id"], name=op.f("fk_pickup_inbound_id")),
        sa.ForeignKeyConstraint(["mailbox_id"], ["mailbox.id"], name=op.f("fk_pickup_mailbox_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pickup")),
    )
    op.create_index("uq_pickup_mail", "pickup", ["mailbox_id", "uidvalidity", "uid"], unique=True)
    op.create_index("ix_pickup_filed", "pickup", ["mailbox_id", "filed_at"])
    op.create_index("ix_pickup_open", "pickup", ["mailbox_id"], sqlite_where=OPEN, postgresql_where=OPEN)
    op.create_index(op.f("ix_pickup_inbound_id"), "pickup", ["inbound_id"])
