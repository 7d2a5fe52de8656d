"""The Chinese sentences of the program (resources/text/*.toml), looked up by key."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cached_property
from types import MappingProxyType

from app.domain.refusal import Refused
from app.settings.places import RESOURCES
from app.settings.tables import Fault


class Words:
    """The Chinese sentences of the program, looked up by key (resources/text/*.toml)."""

    @cached_property
    def _texts(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for path in sorted((RESOURCES / "text").glob("*.toml")):
            _flatten("", tomllib.loads(path.read_text("utf-8")), found)
        return MappingProxyType(found)

    def __call__(self, key: str, /, **facts: object) -> str:
        """The sentence of a key with its blanks filled. Raises KeyError for an unknown key."""
        return self._texts[key].format_map(facts)

    def has(self, key: str) -> bool:
        """Whether there is a sentence for a key."""
        return key in self._texts

    def refusal(self, refused: Refused) -> str:
        """A refusal in the clerk's words, with the clause it rests on."""
        facts = {k: self._word(k, v) for k, v in refused.facts.items()}
        sentence = self(f"refused.{refused.key}", **facts)
        return f"{sentence}（{refused.clause}）" if refused.clause else sentence

    def refusals(self, refused: Sequence[Refused]) -> tuple[dict[str, str], str]:
        """The first refusal of each field, by field, and the first that is about none, "" for
        none."""
        by_field = {r.field: self.refusal(r) for r in reversed(refused) if r.field}
        return by_field, next((self.refusal(r) for r in refused if not r.field), "")

    def _word(self, kind: str, value: str | int) -> str | int:
        key = f"{kind}.{value}"
        return self(key) if isinstance(value, str) and self.has(key) else value

    def fault(self, name: str, fault: Fault) -> str:
        """A fault of a file: which file, which line, what is wrong."""
        where = f"{name} 第 {fault.line} 行" if fault.line else name
        place = f"，{fault.place}" if fault.place else ""
        return f"{where}{place}：{self(f'fault.{fault.problem}', **fault.facts)}"


def _flatten(prefix: str, table: Mapping[str, object], into: dict[str, str]) -> None:
    for key, value in table.items():
        name = f"{prefix}.{key}" if prefix else key
        if isinstance(value, dict):
            _flatten(name, value, into)
        else:
            into[name] = str(value)
