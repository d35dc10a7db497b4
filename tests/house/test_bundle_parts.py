"""House rules of the one style sheet and the one script: all parts, in order, never an old one."""

import gzip
import re
import shutil
import tomllib
from pathlib import Path

import pytest

import hatch_build
from wizard.domain.errors import ConfigError
from wizard.settings import ROOT
from wizard.web import bundle

_STATIC = ROOT / "static"
_LISTED = tomllib.loads((_STATIC / "bundle.toml").read_text("utf-8"))
#: What means something else, or nothing, within a longer style sheet.
_ONLY_AT_THE_TOP = re.compile(r"@(import|charset)\b")
_FETCHED = re.compile(r"url\(\s*[\"']?(?!data:)([^\"')]+)")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Give the root of a small checkout, with its bundle made."""
    for name, content in {
        "css/a.css": "a { color: red }\n",
        "vendor/b.css": "b{}/*# sourceMappingURL=b.css.map */",
        "js/c.js": "let c = 1;\n",
        "js/d.js": "let d = () => {}",
        "bundle.toml": 'styles = ["vendor/b.css", "css/a.css"]\nscript = ["js/d.js", "js/c.js"]\n',
    }.items():
        path = tmp_path / "static" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    hatch_build.bundle(tmp_path)
    return tmp_path


def _content(root: Path, name: str) -> str:
    return (root / "static" / name).read_text()


def test_every_style_sheet_and_script_of_ours_is_a_part_once() -> None:
    own = [f"{each.parent.name}/{each.name}" for each in _STATIC.glob("[cj]s*/*.[cj]s*")]
    fetched = [name for name in hatch_build.listed_files(ROOT) if name.endswith((".css", ".js"))]
    listed = [name for names in _LISTED.values() for name in names]

    assert own
    assert sorted(listed) == sorted([*own, *(f"vendor/{name}" for name in fetched)])


@pytest.mark.parametrize("name", _LISTED["styles"])
def test_a_style_sheet_means_the_same_as_a_part(name: str) -> None:
    css = (_STATIC / name).read_text("utf-8")

    assert _ONLY_AT_THE_TOP.findall(css) == []
    for url in _FETCHED.findall(css):  # as seen from static/bundle, and from the part's own folder
        assert (_STATIC / "bundle" / url).resolve() == (_STATIC / name).parent.joinpath(
            url
        ).resolve()
        assert (_STATIC / "bundle" / url).is_file()


def test_the_parts_are_joined_in_the_order_of_the_list(root: Path) -> None:
    made = bundle.current(root / "static")

    assert _content(root, made.styles) == (
        "/* vendor/b.css */\nb{}\n/* css/a.css */\na { color: red }\n"
    )
    assert _content(root, made.script) == (
        "/* js/d.js */\nlet d = () => {}\n;\n/* js/c.js */\nlet c = 1;\n"
    )
    for name in made:
        packed = (root / "static" / f"{name}.gz").read_bytes()
        assert gzip.decompress(packed).decode() == _content(root, name)


def test_a_change_gives_a_new_name_and_what_did_not_change_keeps_its_own(root: Path) -> None:
    before = bundle.current(root / "static")
    (root / "static" / "css" / "a.css").write_text("a { color: blue }\n")
    hatch_build.bundle(root)
    after = bundle.current(root / "static")

    assert after.styles != before.styles
    assert after.script == before.script
    assert "blue" in _content(root, after.styles)
    kept = {each.name for each in (root / "static" / "bundle").iterdir()}
    names = {Path(name).name for name in after}
    assert kept == {"made.json", *names, *(f"{name}.gz" for name in names)}


@pytest.mark.parametrize("name", ["css/a.css", "js/c.js", "vendor/b.css", "bundle.toml"])
def test_a_bundle_that_is_older_than_a_part_is_refused(root: Path, name: str) -> None:
    part = root / "static" / name
    part.write_text(part.read_text() + "\n")

    with pytest.raises(ConfigError, match=f"older than static/{name}; run 'make static/bundle'"):
        bundle.current(root / "static")


def test_without_a_bundle_nothing_starts(root: Path) -> None:
    shutil.rmtree(root / "static" / "bundle")

    with pytest.raises(ConfigError, match="static/bundle is missing; run 'make static/bundle'"):
        bundle.current(root / "static")


def test_a_part_that_is_missing_is_named(root: Path) -> None:
    (root / "static" / "js" / "c.js").unlink()

    with pytest.raises(hatch_build.VendorError, match=r"lists js/c\.js, but there is no such file"):
        hatch_build.bundle(root)
