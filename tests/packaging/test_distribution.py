"""What a release would carry: the list in setup.cfg, the tree and the wheel say the same."""

import configparser
import json
import subprocess
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

from devtools.postgres import PROJECT
from devtools.wheel import build_wheel, install_alone

ROOTS = {
    "saleor_loyalty_plugin": PROJECT / "saleor_loyalty_plugin",
    "saleor_loyalty_plugin.migrations": PROJECT / "migrations",
    "saleor_loyalty_plugin.emails": PROJECT / "emails",
}


@pytest.fixture(scope="module")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("distributions")
    build_wheel(folder)
    return folder


@pytest.fixture(scope="module")
def wheel(distributions: Path) -> Path:
    return next(distributions.glob("*.whl"))


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return install_alone(wheel, tmp_path_factory.mktemp("environment"))


def listed_packages() -> set[str]:
    parser = configparser.ConfigParser()
    parser.read(PROJECT / "setup.cfg")
    return set(parser["options"]["packages"].split())


def packages_in_tree() -> set[str]:
    found = set()
    for root, folder in ROOTS.items():
        for init in folder.rglob("__init__.py"):
            found.add(".".join([root, *init.parent.relative_to(folder).parts]))
    return found


def files_in_tree() -> set[str]:
    """As paths inside the wheel."""
    return {
        str(Path(*root.split(".")) / path.relative_to(folder))
        for root, folder in ROOTS.items()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def run_elsewhere(python: Path, code: str, folder: Path, **environment: str) -> str:
    """Run code where neither the tree nor our own environment is on the path."""
    done = subprocess.run(
        [str(python), "-c", code],
        cwd=folder,
        env={"LC_ALL": "C.UTF-8", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_list_names_each_package_of_the_tree() -> None:
    assert listed_packages() == packages_in_tree()


def test_wheel_carries_each_file_of_the_packages_and_nothing_else(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())

    carried = {name for name in names if ".dist-info/" not in name}

    assert carried == files_in_tree()


def test_sdist_carries_what_it_is_built_and_read_with(distributions: Path) -> None:
    with tarfile.open(next(distributions.glob("*.tar.gz"))) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}

    expected = {"LICENSE", "README.md", "CHANGELOG.md", "setup.cfg", "pyproject.toml"}
    assert expected <= names
    assert not {name for name in names if name.startswith(("sandbox", "tests", "devtools"))}


def test_wheel_installs_into_an_empty_environment(environment: Path, tmp_path: Path) -> None:
    code = """
import json, importlib.metadata
import saleor_loyalty_plugin, saleor_loyalty_plugin.emails, saleor_loyalty_plugin.migrations
(entry_point,) = importlib.metadata.entry_points(group="saleor.plugins")
print(json.dumps([
    entry_point.name,
    entry_point.value,
    saleor_loyalty_plugin.migrations.__file__,
    saleor_loyalty_plugin.__version__ == importlib.metadata.version("saleor-loyalty-plugin"),
]))
"""
    name, value, migrations, is_same_version = json.loads(
        run_elsewhere(environment, code, tmp_path)
    )

    assert (name, value) == (
        "saleor_loyalty_plugin",
        "saleor_loyalty_plugin.plugin:LoyaltyPlugin",
    )
    assert Path(migrations).is_relative_to(environment.parent.parent)
    assert is_same_version


def test_each_module_of_the_wheel_imports_without_the_tree(
    environment: Path, tmp_path: Path
) -> None:
    """With the dependencies, without Saleor: its host and the plugin class are left to Saleor."""
    code = """
import importlib, pkgutil
from django.conf import settings
settings.configure(
    INSTALLED_APPS=[
        "django.contrib.contenttypes", "django.contrib.auth", "saleor_loyalty_plugin"
    ],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=True,
)
import django
django.setup()
import saleor_loyalty_plugin
for module in pkgutil.walk_packages(saleor_loyalty_plugin.__path__, "saleor_loyalty_plugin."):
    if not module.name.startswith(
        ("saleor_loyalty_plugin.plugin", "saleor_loyalty_plugin.hosts.saleor.")
    ):
        importlib.import_module(module.name)
        print(module.name)
"""
    dependencies = sysconfig.get_path("purelib")

    imported = run_elsewhere(environment, code, tmp_path, PYTHONPATH=dependencies).split()

    assert "saleor_loyalty_plugin.models" in imported
    assert "saleor_loyalty_plugin.migrations.0001_initial" in imported
