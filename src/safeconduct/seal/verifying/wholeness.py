# SPDX-License-Identifier: Apache-2.0
"""WHOLE: every name, every file against every list, and every list against the release above it."""

from collections.abc import Iterable, Iterator, Mapping

from safeconduct.model.canonical import Digest, digest_of
from safeconduct.model.sealed import Release
from safeconduct.seal.files import NotRegularError, TooLargeError
from safeconduct.seal.layout import (
    BAGIT,
    BAGIT_BYTES,
    CHECKSUMS,
    FIRST_ROOT,
    PAYLOAD,
    RELEASE,
    TAG_CHECKSUMS,
    TAG_FILES,
)
from safeconduct.seal.metadata import MetadataError, checksums_of
from safeconduct.seal.names import name_faults
from safeconduct.seal.reasons import Code, Reason

from .own_files import OwnFiles, most_bytes_of
from .packages import Package, content_of, digest_in

_MOST_LIST = 16 << 20


def wholeness(package: Package, own: OwnFiles, release: Release | None) -> list[Reason]:
    """Return every reason why the package is not whole; without a `release`, what can be said without it."""
    misnamed = {name for name, _ in name_faults(package.files)}
    reasons = [Reason(code, name) for name, code in package.barred.items()]
    reasons += [Reason(Code.NAME, name) for name in misnamed]
    reasons += _missing(package, TAG_FILES | {FIRST_ROOT} | (set(release.digests) if release else set()))
    reasons += [Reason(code, name) for name in own.names if (code := _closed(package, name))]
    if release is None:
        return [*reasons, Reason(Code.FORM, RELEASE)] if RELEASE in own else reasons
    payload: Mapping[str, Digest] | None = None
    for name, digest in release.digests.items():
        if name not in package.files:
            continue
        content, found = _content_or_digest(package, name)
        if code := found if isinstance(found, Code) else Code.ALTERED if found != digest else None:
            reasons.append(Reason(code, name))
        elif name == CHECKSUMS:
            payload = _payload(content)
            reasons += [Reason(Code.FORM, name)] if payload is None else []
        elif (name == TAG_CHECKSUMS and _checksums(content) != _without(release.digests, name)) or (
            name == BAGIT and content != BAGIT_BYTES
        ):
            reasons.append(Reason(Code.FORM, name))
    listed = {*release.digests, *own.names}
    strays = [name for name in package.files if name not in listed and not name.startswith(PAYLOAD)]
    if payload is not None:
        reasons += _missing(package, payload.keys())
        reasons += _altered(package, payload)
        strays += [name for name in package.files if name.startswith(PAYLOAD) and name not in payload]
    return reasons + [Reason(Code.UNLISTED, name) for name in strays if name not in misnamed]


def _missing(package: Package, names: Iterable[str]) -> Iterator[Reason]:
    for name in names:
        if name not in package.files and not _is_hidden(package, name):
            yield Reason(Code.MISSING, name)


def _is_hidden(package: Package, name: str) -> bool:
    """Return whether `name` lies there and was not opened, or in a folder that could not be listed."""
    if not package.barred:
        return False
    parts = name.split("/")
    folders = {"/".join(parts[:depth]) for depth in range(len(parts))}
    return name in package.barred or not folders.isdisjoint(package.folders)


def _altered(package: Package, payload: Mapping[str, Digest]) -> Iterator[Reason]:
    for name, digest in payload.items():
        if name in package.files:
            try:
                if digest_in(package, name) != digest:
                    yield Reason(Code.ALTERED, name)
            except OSError as fault:
                yield Reason(_code_of(fault), name)


def _content_or_digest(package: Package, name: str) -> tuple[bytes | None, Digest | Code]:
    """Return the digest of a file, with its bytes if somebody reads those; or why it cannot be read."""
    try:
        if name in (BAGIT, CHECKSUMS, TAG_CHECKSUMS) and package.files[name] <= _MOST_LIST:
            content = content_of(package, name, _MOST_LIST)
            return content, digest_of(content)
        return None, digest_in(package, name)
    except OSError as fault:
        return None, _code_of(fault)


def _closed(package: Package, name: str) -> Code | None:
    """Return why an own file cannot be read, if it cannot."""
    try:
        content_of(package, name, most_bytes_of(name))
    except TooLargeError:
        return None
    except OSError as fault:
        return _code_of(fault)
    return None


def _code_of(fault: OSError) -> Code:
    return Code.NOT_PLAIN if isinstance(fault, NotRegularError) else Code.UNREADABLE


def _payload(content: bytes | None) -> Mapping[str, Digest] | None:
    listed = _checksums(content)
    if listed is None or name_faults(listed) or not all(name.startswith(PAYLOAD) for name in listed):
        return None
    return listed


def _checksums(content: bytes | None) -> Mapping[str, Digest] | None:
    try:
        return None if content is None else checksums_of(content)
    except MetadataError:
        return None


def _without(digests: Mapping[str, Digest], name: str) -> Mapping[str, Digest]:
    return {one: digest for one, digest in digests.items() if one != name}
