"""held mails are asked about; how a mail came and what its domain says of it is kept"""

import sqlalchemy as sa
from alembic import op

import storage.tables

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("inbound", sa.Column("hop", sa.String(length=10), nullable=False, server_default=sa.text("''")))
    op.add_column("inbound", sa.Column("verdict", sa.JSON(), nullable=True))
    op.add_column("inbound", sa.Column("echo", sa.String(length=16), nullable=False, server_default=sa.text("''")))
    op.add_column("inbound", sa.Column("released_by", sa.String(length=40), nullable=False, server_default=sa.text("''")))
    op.create_table(
        "question",
        sa.Column("cause_id", ID, nullable=False),
        sa.Column("person", storage.tables.Words(), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["cause_id"], ["inbound.id"], name=op.f("fk_question_cause_id")),
        sa.PrimaryKeyConstraint("cause_id", "person", name=op.f("pk_question")),
    )
    op.create_index("uq_question_a_day", "question", ["person", "day"], unique=True)
    op.create_table(
        "questioned",
        sa.Column("cause_id", ID, nullable=False),
        sa.Column("person", storage.tables.Words(), nullable=False),
        sa.Column("inbound_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["cause_id", "person"], ["question.cause_id", "question.person"], name=op.f("fk_questioned_cause_id_person")
        ),
        sa.ForeignKeyConstraint(["inbound_id"], ["inbound.id"], name=op.f("fk_questioned_inbound_id")),
        sa.PrimaryKeyConstraint("cause_id", "person", "inbound_id", name=op.f("pk_questioned")),
    )
    op.create_index("ix_questioned_inbound_id", "questioned", ["inbound_id"])
    with op.batch_alter_table("timer") as timer:
        timer.add_column(sa.Column("inbound_id", ID, nullable=True))
        timer.alter_column("ticket_id", existing_type=ID, nullable=True)
        timer.create_foreign_key(op.f("fk_timer_inbound_id"), "inbound", ["inbound_id"], ["id"])
        timer.create_index("ix_timer_inbound_id", ["inbound_id"])
