"""The Lark grammars and their tables; `italint.grammar` loads them."""
