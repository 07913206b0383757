"""Event data from elsewhere as evidence without sentences: rows of the table `records`."""

from __future__ import annotations

import gzip
import hashlib
import io
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple, TextIO, cast

from armillary.errors import SourceError
from armillary.lexicon import cameo, plover
from armillary.model.load import gdelt, icews, plover_json, polecat, quadruples
from armillary.model.load.actors import Actors
from armillary.model.load.raw import Bad, Raw, Reader
from armillary.progress import Progress, Silent, track
from armillary.schema import Actor, Failure, Record
from armillary.world import Workshop

FORMATS: Final[Mapping[str, Reader]] = {
    "icews": icews.read,
    "polecat": polecat.read,
    "gdelt": gdelt.read,
    "plover": plover_json.read,
    "quadruples": quadruples.read,
}

_BATCH = 20_000
"""Records written at once."""

_BROKEN: Final = (OSError, EOFError, zipfile.BadZipFile, zlib.error)
"""What reading a damaged file raises."""

_FILES: Final = "give a file of event data, plain, .gz or .zip"

_TOLD = 20
"""Bad lines told one by one; the rest are counted."""


class Loaded(NamedTuple):
    """What was loaded."""

    n_records: int
    n_known: int
    """Already in the world, or twice in the file."""
    n_bad: int
    n_nameless: int
    """Events of which the file does not name both sides; kept, but no evidence of ties."""
    failures: tuple[Failure, ...]


def load_file(workshop: Workshop, path: Path, form: str, *, progress: Progress | None = None) -> Loaded:
    """Read a file of event data into the tables `records` and `actors`.

    Events that the world has, by their own number and content, are skipped. Bad lines are kept aside in `failures`. All
    of a file is loaded, or nothing of it.

    Args:
        workshop: the world being built.
        path: the file; `.gz` and `.zip` are unpacked on the way.
        form: one of `FORMATS`.
        progress: told of every batch.

    Raises:
        SourceError: the file cannot be read, or is not of this format.
    """
    job = _Load(workshop, path, form)
    with workshop.transaction(), opened(path) as file:
        try:
            for item in track(FORMATS[form](file), progress or Silent(), f"loading {path.name}"):
                job.take(item)
        except _BROKEN as error:
            raise SourceError(
                f"{path}: cannot be read to its end: {error}; nothing of it was loaded", _FILES
            ) from error
        return job.end()


class _Load:
    """One file on its way into the world."""

    def __init__(self, workshop: Workshop, path: Path, form: str) -> None:
        self.workshop, self.path, self.form = workshop, path, form
        self.known = {one for (one,) in workshop.query("SELECT record_id FROM records")}
        self.actors = Actors()
        self.stored = {one for (one,) in workshop.query("SELECT actor_id FROM actors")}
        self.batch: list[Record] = []
        self.failures: list[Failure] = []
        self.n_records = self.n_known = self.n_bad = self.n_nameless = 0

    def take(self, item: Raw | Bad) -> None:
        if isinstance(item, Bad):
            self.n_bad += 1
            if self.n_bad <= _TOLD:
                self.failures.append(self._failure(f"line {item.line}: {item.why}"))
            return
        record = self._record(item)
        if record.record_id in self.known:
            self.n_known += 1
            return
        self.known.add(record.record_id)
        self.n_nameless += record.source_id is None or record.target_id is None
        self.batch.append(record)
        if len(self.batch) >= _BATCH:
            self.write()

    def end(self) -> Loaded:
        if self.n_bad > _TOLD:
            self.failures.append(self._failure(f"{self.n_bad - _TOLD} more lines could not be read"))
        if not self.n_records and not self.batch and not self.n_known:
            first = self.failures[0].error if self.failures else "it holds no lines"
            raise SourceError(f"{self.path}: no event could be read as {self.form}: {first}", _hint())
        self.write()
        return Loaded(self.n_records, self.n_known, self.n_bad, self.n_nameless, tuple(self.failures))

    def write(self) -> None:
        new = [actor for actor_id, actor in self.actors.rows.items() if actor_id not in self.stored]
        self.stored.update(actor.actor_id for actor in new)
        self.workshop.insert(Actor, new)
        self.workshop.insert(Record, self.batch)
        self.workshop.delete(Failure, "source", [str(self.path)])
        self.workshop.insert(Failure, self.failures)
        self.n_records += len(self.batch)
        self.batch = []

    def _record(self, raw: Raw) -> Record:
        kind, mode, intensity, goldstein = _scored(raw)
        source, target = raw.source.name or raw.source.code, raw.target.name or raw.target.code
        content = "\t".join((self.form, raw.own_id, raw.date.isoformat(), source, raw.code, target))
        return Record(
            record_id=hashlib.blake2b(content.encode("utf-8", "replace"), digest_size=8).hexdigest(),
            origin=self.path.name,
            own_id=raw.own_id or None,
            source_id=self.actors.id_of(raw.source, raw.date),
            source_name=source or None,
            target_id=self.actors.id_of(raw.target, raw.date),
            target_name=target or None,
            event_type=kind,
            mode=mode,
            code=raw.code,
            intensity=intensity,
            goldstein=goldstein,
            date=raw.date,
            n_sources=raw.n_sources,
        )

    def _failure(self, error: str) -> Failure:
        return Failure(source=str(self.path), stage="load", error=error, hint="the line was left out")


def _scored(raw: Raw) -> tuple[str | None, str | None, float | None, float | None]:
    """Type, mode and both scores; of a bare label or code what it means in CAMEO or PLOVER."""
    if raw.event_type is None and raw.goldstein is None:
        types = plover.current_names(raw.code) if raw.code.isupper() else ()
        code = None if types else cameo.by_label(raw.code) or cameo.by_code(raw.code)
        if code:
            return code.type, code.mode, _intensity(code.type, code.mode), code.goldstein
        kind = types[0] if types else None
        return kind, None, _intensity(kind, None), None
    intensity = raw.intensity if raw.intensity is not None else _intensity(raw.event_type, raw.mode)
    return raw.event_type, raw.mode, intensity, raw.goldstein


def _intensity(kind: str | None, mode: str | None) -> float | None:
    return None if kind is None else plover.intensity(kind, mode)


def opened(path: Path) -> TextIO:
    """A text file, unpacked where it is packed; UTF-8, or Latin-1 where it is not.

    Raises:
        SourceError: there is no such file, or it cannot be unpacked.
    """
    try:
        with _bytes(path) as file:
            start = file.read(1 << 20)
        encoding = "utf-8"
        try:
            start.rsplit(b"\n", 1)[0].decode(encoding)
        except UnicodeDecodeError:
            encoding = "latin-1"
        return io.TextIOWrapper(_bytes(path), encoding=encoding, errors="replace", newline="")
    except _BROKEN as error:
        raise SourceError(f"{path}: cannot be read: {error}", _FILES) from error


def _bytes(path: Path) -> BinaryIO:
    if path.suffix == ".gz":
        return cast(BinaryIO, gzip.open(path, "rb"))
    if path.suffix == ".zip":
        archive = zipfile.ZipFile(path)
        return cast(BinaryIO, archive.open(archive.namelist()[0]))
    return path.open("rb")


def _hint() -> str:
    return f"say which format it has with --format: one of {', '.join(FORMATS)}"
