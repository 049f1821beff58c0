"""NOT Spark: a stand-in of the tests."""

from types import SimpleNamespace

from forked import LABELS, must_be_a_worker, nearness


class PipelineModel:
    @staticmethod
    def load(path):
        must_be_a_worker()
        assert path == "file:///opt/ml/model/pipeline"
        return PipelineModel()

    def transform(self, rows):
        answers = [SimpleNamespace(answer=LABELS[near.index(max(near))]) for near in nearness(rows)]
        return SimpleNamespace(select=lambda column: SimpleNamespace(collect=lambda: answers))
