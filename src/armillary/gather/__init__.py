"""From files, folders, pages, feeds and archives to articles with their sentences."""

from armillary.gather.document import Document
from armillary.gather.prepare import Prepared, prepare
from armillary.gather.sources import documents

__all__ = ["Document", "Prepared", "documents", "prepare"]
