"""What would a gateway be that seals nothing? `python -m bench.unsealed up`: the same, to be measured beside ours."""

from gateway.clockwork.sealing import Sealing
from gateway.commands.line import main

if __name__ == "__main__":
    Sealing.seal = lambda _self: 0  # type: ignore[method-assign] # left out on purpose
    main()
