"""Writes the TOML that the tests' conf.toml needs: scalars, lists of scalars, tables, lists of tables."""
import json


def _value(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_value(item) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False)  # numbers, and strings: JSON's are TOML's


def _is_table_list(value):
    return isinstance(value, list) and value and isinstance(value[0], dict)


def dump(table, path=()):
    lines = [f"{json.dumps(key) if '.' in key else key} = {_value(value)}"
             for key, value in table.items() if not isinstance(value, dict) and not _is_table_list(value)]
    for key, value in table.items():
        name = ".".join((*path, key))
        if isinstance(value, dict):
            lines += [f"[{name}]", dump(value, (*path, key))]
        elif _is_table_list(value):
            for row in value:
                lines += [f"[[{name}]]", dump(row, (*path, key))]
    return "\n".join(lines)


def merged(base, change):
    """base with change laid over it, table by table; a change of None takes a key away."""
    result = dict(base)
    for key, value in change.items():
        if value is None:
            result.pop(key, None)
        elif isinstance(value, dict) and isinstance(result.get(key), dict):
            result[key] = merged(result[key], value)
        else:
            result[key] = value
    return result
