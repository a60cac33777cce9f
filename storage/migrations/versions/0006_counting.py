"""what digests count is found by an index; each digest is due once"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

OPEN = sa.text("status != 'closed'")
SLOT = sa.text("kind IN ('digests', 'digest')")


def upgrade() -> None:
    op.create_index("ix_ticket_opened", "ticket", ["group", "opened_at", "code"])
    op.create_index("ix_ticket_answered", "ticket", ["group", "first_answer_at", "opened_at"])
    op.create_index("ix_ticket_solved", "ticket", ["group", "solved_at", "opened_at"])
    op.create_index("ix_ticket_closed", "ticket", ["group", "closed_at"])
    op.create_index("ix_ticket_open", "ticket", ["group", "status", "opened_at"], sqlite_where=OPEN, postgresql_where=OPEN)
    op.create_index("ix_event_moved", "event", ["kind", "at", "ticket_id"])
    op.create_index("uq_timer_slot", "timer", ["kind", "at", "conversation"], unique=True, sqlite_where=SLOT, postgresql_where=SLOT)
