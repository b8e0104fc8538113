"""What comes back from a hand-off, piece by piece and as a whole."""

from hybridtui.core.reply.reply import WHOLE, Reply, ReplyState, Usage, stopped

__all__ = ["WHOLE", "Reply", "ReplyState", "Usage", "stopped"]
