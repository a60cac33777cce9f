"""what got a disposition a moment ago is found by an index"""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_inbound_settled", "inbound", ["settled_at"])
