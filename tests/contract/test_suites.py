"""The suites are imported side by side: of two tests with one name only the last would run."""

import ast
from collections import Counter
from pathlib import Path

FOLDERS = (Path(__file__).parent, Path(__file__).parents[1] / "api")


def test_no_name_is_defined_twice() -> None:
    for folder in FOLDERS:
        names = Counter(
            node.name
            for path in folder.glob("*_suite.py")
            for node in ast.parse(path.read_text()).body
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
        )
        assert [name for name, count in names.items() if count > 1] == []
