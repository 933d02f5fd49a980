"""Everything that is wrong with a table of a configuration file, though its reader stops at the first mistake."""

from collections.abc import Callable, Mapping
from typing import Any

from model.errors import BadConfiguration


def all_faults(
    read: Callable[[dict[str, Any]], object], table: Mapping[str, Any], stand_ins: Mapping[str, Any]
) -> list[BadConfiguration]:
    """Read a table again and again, each time without what was wrong, until nothing is.

    Args:
        read: raises what is wrong as `BadConfiguration` with the name of the `field`, a dotted one for a table within.
        table: as the file has it.
        stand_ins: by name of a field that cannot be left out, a value that is right.
    """
    rest, faults = dict(table), []
    while True:
        try:
            read(rest)
        except BadConfiguration as error:
            faults.append(error)
            if not _drop(rest, str(error.fields.get("field", "")), stand_ins):
                return faults
        else:
            return faults


def _drop(rest: dict[str, Any], field: str, stand_ins: Mapping[str, Any]) -> bool:
    """Take `field` out of a table; False: it is not there, so that the next reading would say the same."""
    outer, _, inner = field.partition(".")
    if outer in stand_ins and rest.get(outer) != stand_ins[outer]:
        rest[outer] = stand_ins[outer]
    elif inner and isinstance(rest.get(outer), dict) and inner in rest[outer]:
        rest[outer] = {name: value for name, value in rest[outer].items() if name != inner}
    elif outer in rest and outer not in stand_ins:
        del rest[outer]
    else:
        return False
    return True
