"""One request as a handler sees it: checked, typed, and without the wire."""
from dataclasses import dataclass, field


@dataclass
class Call:
    server: object
    operation: object
    path: dict = field(default_factory=dict)
    query: dict = field(default_factory=dict)
    body: dict = field(default_factory=dict)
    link: str = None

    @property
    def filters(self):
        """The query without the position: what a cursor belongs to."""
        return {name: value for name, value in self.query.items() if name not in ("cursor", "limit")}
