"""The contract's own checker, on the real library."""

import subprocess
import sys

import pytest

from tests.service import ROOT, Service

CHECKER = ROOT.parent / "shared" / "checks" / "contract"


@pytest.mark.skipif(not CHECKER.exists(), reason="shared/checks/contract does not lie beside the project")
def test_the_contract_holds(served: Service) -> None:
    done = subprocess.run([sys.executable, CHECKER, served.url], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout
