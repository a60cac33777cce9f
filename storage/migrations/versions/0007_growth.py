"""what is asked of years of mail is found by an index, what nobody asks has none; words of old letters are packed"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

HELD = sa.text("outcome = 'held-claimed' OR outcome = 'held-reason'")
LEADS = sa.text("incident = number")
UNPACKED = sa.text("pack = '' AND outcome IS NOT NULL")
OF_MAIL = sa.text("inbound_id IS NOT NULL")
UNUSED = {
    "attachment": ("sha256",),
    "inbound": ("person",),
    "outbound": ("ticket_id",),
    "ticket": ("status", "entity", "requester", "group", "deadline_at", "first_answer_due_at", "solution_due_at"),
    "timer": ("inbound_id",),
}


def upgrade() -> None:
    for table, columns in UNUSED.items():
        for column in columns:
            op.drop_index(f"ix_{table}_{column}", table)
    op.create_index("ix_attachment_shown", "attachment", ["sha256"], sqlite_where=sa.text("inline = 1"), postgresql_where=sa.text("inline"))
    op.create_index("ix_inbound_conversation", "inbound", ["conversation", "received_at"])
    op.create_index("ix_inbound_held", "inbound", ["outcome", "person"], sqlite_where=HELD, postgresql_where=HELD)
    op.add_column("outbound", sa.Column("pack", sa.String(length=64), server_default=sa.text("''"), nullable=False))
    op.create_index("ix_outbound_unpacked", "outbound", ["settled_at"], sqlite_where=UNPACKED, postgresql_where=UNPACKED)
    op.create_index("ix_ticket_entity", "ticket", ["entity", "status", "opened_at"])
    op.create_index("ix_ticket_lead", "ticket", ["group", "code"], sqlite_where=LEADS, postgresql_where=LEADS)
    op.create_index("ix_timer_held", "timer", ["inbound_id"], sqlite_where=OF_MAIL, postgresql_where=OF_MAIL)
