"""files are found by their digest"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_attachment_sha256", "attachment", ["sha256"])
