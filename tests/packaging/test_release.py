"""What `make release` builds, with the staff pages in it, and how it serves them."""

import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from devtools import pages, release
from devtools.postgres import PROJECT
from devtools.wheel import install_alone

SERVE = """
import json, re
from django.conf import settings
settings.configure()
import saleor_loyalty_plugin
from saleor_loyalty_plugin.dashboard.extensions import dashboard_app
from saleor_loyalty_plugin.dashboard.pages import serve

PLUGIN = "https://shop.example/plugins/saleor.loyalty"

def get(path):
    return serve(path, method="GET", headers={}, plugin_url=PLUGIN,
                 dashboard_urls=["https://dashboard.example"])

addresses = {item.url.removeprefix(PLUGIN)
             for item in dashboard_app(plugin_url=PLUGIN).extensions if item.target != "APP_PAGE"}
answers = {}
for path in ("/app", *addresses):
    page = get(path)
    answers[path] = page.status_code
    html = page.content.decode()
    for asset in re.findall(r'(?:src|href)="/plugins/saleor.loyalty([^"]+)"', html):
        answers[asset] = get(asset).status_code
print(json.dumps([saleor_loyalty_plugin.__file__, answers]))
"""


@pytest.mark.skipif(bool(pages.obstacle()), reason=pages.obstacle() or "there is a Node")
def test_release_carries_the_pages_and_serves_them_without_node(tmp_path: Path) -> None:
    wheel, sdist = release.build(tmp_path / "dist")

    assert (wheel.suffix, sdist.name.endswith(".tar.gz")) == (".whl", True)
    built = release.built_files()
    assert "saleor_loyalty_plugin/dashboard/build/index.html" in built
    assert built <= set(zipfile.ZipFile(wheel).namelist())

    python = install_alone(wheel, tmp_path / "environment")
    done = subprocess.run(
        [str(python), "-c", SERVE],
        cwd=tmp_path,
        env={"PYTHONPATH": sysconfig.get_path("purelib")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    file, answers = json.loads(done.stdout)
    assert Path(file).is_relative_to(tmp_path)
    assert {"/app", "/customer.html", "/order.html"} <= answers.keys()
    assert any(path.endswith(".js") for path in answers)
    assert set(answers.values()) == {200}


def test_without_node_there_is_no_release_and_it_says_why(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "devtools.release", "--folder", str(tmp_path / "dist")],
        cwd=PROJECT,
        env={**os.environ, "PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "Node" in done.stderr
    assert not (tmp_path / "dist").exists()


def test_a_wheel_that_lacks_a_page_is_none(tmp_path: Path) -> None:
    with pytest.raises(release.IncompleteRelease, match="lacks b"):
        release._check(tmp_path / "a.whl", {"a.html"}, {"a.html", "b.html"})
