"""Checks that an exported query uses no function outside of a list with sources.

The list is that of the Rust tests: dialect, function, the page of the engine's manual that has it.
"""

import sys
from pathlib import Path

import sqlglot
from sqlglot.tokens import TokenType

LIST = Path(__file__).parent.parent / "src/export/warehouse/dialect/functions.tsv"
# Words before a parenthesis that are no functions.
WORDS = {
    "AS", "IN", "AND", "OR", "NOT", "ON", "WHEN", "THEN", "ELSE", "CASE", "SELECT", "FROM", "WHERE", "FILTER", "OVER", "BY",
    "USING", "VALUES", "JOIN", "UNION", "ALL", "EXISTS", "BETWEEN", "IS", "DISTINCT", "PARTITION", "ORDER", "HAVING",
    "INTERVAL", "END", "LIKE", "WITH", "EXCEPT", "INTERSECT", "TABLE", "ROW", "ANY",
    "MATERIALIZED",
    # Types with a length.
    "DECIMAL", "NUMERIC", "NUMBER", "VARCHAR", "CHAR", "TIMESTAMP", "BIGNUMERIC",
}  # fmt: skip


def listed():
    """The functions of each dialect."""
    functions = {}
    for line in LIST.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            dialect, function, source = line.split("\t")
            if not source.startswith("https://"):
                sys.exit(f"FAILED: {LIST.name}: {function} of {dialect} has no source")
            functions.setdefault(dialect, set()).add(function)
    return functions


LISTED = listed()


def used(dialect, sql):
    """The functions that a query calls: each word before a parenthesis that isn't quoted."""
    tokens = sqlglot.tokenize(sql, dialect=dialect)
    calls = set()
    for word, bracket in zip(tokens, tokens[1:]):
        if bracket.token_type == TokenType.L_PAREN and word.token_type not in (TokenType.IDENTIFIER, TokenType.STRING):
            name = word.text.upper()
            if name.replace("_", "").isalnum() and not name[0].isdigit() and name not in WORDS:
                calls.add(name)
    return calls


def check(dialect, sql):
    """Ends if the query calls a function that isn't listed."""
    others = used(dialect, sql) - LISTED.get(dialect, set())
    if others:
        sys.exit(f"FAILED: {dialect}: not in the list of functions: {', '.join(sorted(others))}")
