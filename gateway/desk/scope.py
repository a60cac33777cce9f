"""What is answered to a matter that is not for this channel? Why not, and the right one: FORA DO ESCOPO (rules.md, Keywords)."""

from gateway.desk.scene import Scene
from gateway.desk.solving import OUT_OF_SCOPE, solve
from gateway.desk.steps import Order, Step, Unable
from storage.ticket.tickets import Standing


def decline(scene: Scene, ticket: Standing, order: Order) -> Step | Unable:
    """A solution of its own, with days and approval: the catalogue's two sentences, after what the technician wrote."""
    organization = scene.rules.catalog.organization
    explained = (order.command.text.strip(), organization.out_of_scope, organization.other_channel)
    return solve(scene, ticket, order, OUT_OF_SCOPE, "\n\n".join(text for text in explained if text))
