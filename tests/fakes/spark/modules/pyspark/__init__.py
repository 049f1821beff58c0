"""NOT Spark: a stand-in of the tests."""

from forked import must_be_a_worker

must_be_a_worker()
