"""Is all well? Named checks, each of one question; cheap enough to be asked every few seconds, and none of them raises."""
