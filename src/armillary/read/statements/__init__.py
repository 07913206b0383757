"""What is said and by whom: direct, indirect and mixed speech."""

from armillary.read.statements.finding import find_statements

__all__ = ["find_statements"]
