"""A run that is killed anywhere loses nothing but time."""

import json
import subprocess
import sys
from pathlib import Path

from tests.ingest.killed import SLUGS

ROUNDS = 10


def test_killed_anywhere_the_old_or_the_new_edition_is_whole(tmp_path: Path) -> None:
    """n = 10 kills of three publications each: a failure in less than 10 % of kills may stay unseen (rule of three: 3 / 30)."""
    command = [sys.executable, "-m", "tests.ingest.killed", str(tmp_path), str(ROUNDS)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parents[2], check=False)
    assert done.returncode == 0, done.stderr
    first, second, *killed, through, after = json.loads(done.stdout)
    assert first == [{}, {"added": 3}] and second[1] == {"replaced": 3}
    may_hold = {slug: {"1"} for slug in SLUGS}
    for version, said in enumerate([second, *killed, through, after], start=2):
        found = said[0]
        assert found["versions"].keys() == set(SLUGS) and found["editions"] == found["found"] == 3
        assert found["whole"] and found["files"] and found["strays"] == 0, found
        for slug, versions in found["versions"].items():
            assert len(versions) == 1 and versions[0] in may_hold[slug], (version, slug, versions)
            may_hold[slug] = {versions[0], str(version)}
    assert sum(len(said) == 1 for said in killed) >= ROUNDS // 2, "most rounds were killed before they ended"
    assert through[1].get("replaced", 0) + through[1].get("unchanged", 0) == 3
    assert after[0]["versions"] == {slug: [str(ROUNDS + 3)] for slug in SLUGS} and after[1] == {"unchanged": 3}
