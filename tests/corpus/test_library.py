"""Opening a library: mended where something was lost, refused where it does not fit, told where the disk is full."""

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus.catalogue import open_catalogue
from corpus.errors import GuidanceError
from corpus.library import Library, open_library
from corpus.settings import Settings
from ingest.pipeline import run
from ingest.wanted import from_paths

ROOT = Path(__file__).parents[2]
TEXT = "# {name}\n\n" + "\n\n".join(
    f"Absatz {n} über die Frist von {{name}}, der lang genug ist." * 3 for n in range(40)
)
# in a process of its own: Chroma keeps what it has opened as long as the process lives
LOOK = """
import json, sys
from pathlib import Path
from corpus.errors import GuidanceError
from corpus.library import open_library
from corpus.settings import Settings
from ingest.pipeline import run
from ingest.wanted import from_paths
said = {}
try:
    library, _ = open_library(Settings(data=Path(sys.argv[1]), embedder="hash", _env_file=None))
    if len(sys.argv) > 2:
        report = run(library, from_paths([Path(name) for name in sys.argv[2:]]), whole=False)
        said["verdicts"] = [(one.publication, one.verdict, one.what, one.remedy) for one in report.verdicts]
    editions = library.editions()
    said["counts"] = {editions[one].publication: count for one, count in library.counts().items() if one in editions}
    said["editions"] = sorted(one.publication for one in editions.values())
    said["found"] = sorted({hit.edition.publication for hit in library.search("Frist Absatz", editions, 50)})
except GuidanceError as error:
    said["error"] = [error.what, error.remedy]
print(json.dumps(said))
"""


def look(data: Path, *files: Path, before: Callable[[], None] | None = None) -> dict[str, object]:
    """What another process finds in a data folder, after it has ingested these files."""
    import json

    command = [sys.executable, "-c", LOOK, str(data), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False, preexec_fn=before)
    assert done.returncode == 0, done.stderr
    said: dict[str, object] = json.loads(done.stdout)
    return said


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("files")
    for name in ("eins", "zwei"):
        (folder / f"{name}.md").write_text(TEXT.format(name=name), "utf-8")
    return sorted(folder.iterdir())


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory, files: list[Path]) -> Path:
    data = tmp_path_factory.mktemp("template") / "data"
    look(data, *files)
    return data


@pytest.fixture
def filled(template: Path, tmp_path: Path) -> Path:
    """A data folder with two publications, closed."""
    return Path(shutil.copytree(template, tmp_path / "filled"))


def test_a_lost_vector_index_is_built_again_from_the_catalogue(filled: Path) -> None:
    whole = look(filled)
    assert whole["editions"] == whole["found"] == ["eins", "zwei"]
    shutil.rmtree(filled / "chroma")
    assert look(filled) == whole


def test_strays_and_gaps_of_the_vector_index_are_mended(library: Library, files: list[Path]) -> None:
    run(library, from_paths(files), whole=False)
    counts = library.counts()
    one = min(counts)
    vectors = library._vectors  # type: ignore[attr-defined]
    vectors.remove(one)
    vectors.add("de", "stray", ["stray.1"], library._cache.vectors(["x"]))  # type: ignore[attr-defined]
    assert library.mend() == [one] and library.counts() == counts
    assert library.mend() == []


def test_a_lost_original_does_not_stop_anything(filled: Path) -> None:
    shutil.rmtree(filled / "files")
    assert look(filled)["found"] == ["eins", "zwei"]


def test_another_embedder_is_refused_with_the_command_that_rebuilds(filled: Path) -> None:
    open_catalogue(filled).set_fact("embedder", "e5 384")
    what, remedy = look(filled)["error"]  # type: ignore[misc]
    assert "e5 384" in what and "hash 64" in what and "guide ingest --rebuild" in remedy


def test_a_refusal_lets_go_of_the_folder(settings: Settings) -> None:
    settings.data.mkdir()
    (settings.data / "catalogue.sqlite").write_bytes(b"no database at all " * 100)
    for _ in range(2):
        with pytest.raises(GuidanceError) as raised:
            open_library(settings)
        assert "catalogue" in raised.value.what


def test_an_unknown_embedder_is_named(settings: Settings) -> None:
    with pytest.raises(GuidanceError, match="GUIDE_EMBEDDER=x"):
        open_library(settings.model_copy(update={"embedder": "x"}))


def full_disk(data: Path, files: list[Path], more: Path, before: Callable[[], None] | None) -> None:
    """A new publication does not fit: it is told so, and what is published is found as before."""
    said = look(data, more, before=before)
    ((slug, verdict, what, remedy),) = said["verdicts"]  # type: ignore[misc]
    assert (slug, verdict) == ("drei", "failed") and "cannot be" in what and "Free disk space" in remedy
    assert said["editions"] == said["found"] == ["eins", "zwei"]


@pytest.fixture
def large(write: Callable[[str, str], Path]) -> Path:
    return write("drei.md", "# Drei\n\n" + "\n\n".join(f"Absatz {n} braucht viel Platz. " * 30 for n in range(700)))


def test_files_that_may_not_grow_are_told_and_nothing_is_lost(filled: Path, files: list[Path], large: Path) -> None:
    most = max(path.stat().st_size for path in filled.rglob("*") if path.is_file()) + 200_000
    full_disk(filled, files, large, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)))
    assert look(filled, large)["editions"] == ["drei", "eins", "zwei"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2000k", "tmpfs", str(folder)]
    if os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no tmpfs can be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_is_told_and_nothing_is_lost(small_disk: Path, files: list[Path], large: Path) -> None:
    data = small_disk / "data"
    look(data, *files)
    full_disk(data, files, large, None)
    assert "Free disk space" in look(data).get("error", ["", "Free disk space"])[1]  # type: ignore[index]
    subprocess.run(["mount", "-o", "remount,size=20m", str(small_disk)], check=True)
    assert look(data, large)["editions"] == ["drei", "eins", "zwei"]
