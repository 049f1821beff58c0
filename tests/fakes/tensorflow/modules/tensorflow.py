"""NOT TensorFlow: a stand-in of the tests."""

from types import SimpleNamespace

from forked import must_be_a_worker

must_be_a_worker()
threading = SimpleNamespace(set_intra_op_parallelism_threads=lambda number: None)
config = SimpleNamespace(list_physical_devices=lambda kind: [], threading=threading)
