import pytest

from tests.ledger.builders import Books


@pytest.fixture
def books(db: None) -> Books:
    return Books()


@pytest.fixture
def committed_books(committing_db: None) -> Books:
    """Books whose entries other threads see."""
    return Books()
