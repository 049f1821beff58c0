"""The model behind /invocations: yours to change.

`serve` makes one Predictor before it takes requests and shares it among its processes. SAGEMAKER_SERVICE_MODULE
(module:attribute, default predictor:Predictor) names another class, if you keep several.
"""

import json
import os
import threading
from pathlib import Path

import numpy as np


class Predictor:
    def __init__(self, model_dir: Path) -> None:
        """Load what the training program left in SM_MODEL_DIR. The folder is read-only here (MOD-02).

        This runs before `serve` forks its processes, and the line to Spark's Java process cannot be shared: each
        process starts its own. Java uses all CPUs, so the image sets SAGEMAKER_MODEL_SERVER_WORKERS=1.
        """
        self._pipeline = model_dir / "pipeline"
        if not (self._pipeline / "metadata").is_dir():
            raise ValueError(f"{self._pipeline} is not a pipeline of Spark")
        names = json.loads((model_dir / "model.json").read_text())["columns"]
        self._schema = ", ".join(f"{name} double" for name in names)
        self.columns = len(names)  # optional: requests with another number of columns are refused
        self._model = None
        self._starting = threading.Lock()

    def start(self) -> None:
        """Once in each process, after the fork. Addresses are fixed, since Spark would look up the host's name."""
        with self._starting:
            if self._model is None:
                from pyspark.ml import PipelineModel
                from pyspark.sql import SparkSession

                os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
                builder = SparkSession.builder.master("local[*]").config("spark.driver.host", "127.0.0.1")
                self._session = builder.config("spark.ui.enabled", "false").getOrCreate()
                self._session.sparkContext.setLogLevel("ERROR")
                self._model = PipelineModel.load(f"file://{self._pipeline}")

    def predict(self, rows: np.ndarray) -> list[str]:
        """One answer per row, in order (BAT-07). Raise serving.media.RequestError for a caller's fault."""
        self.start()
        frame = self._session.createDataFrame(rows.tolist(), schema=self._schema)
        return [row.answer for row in self._model.transform(frame).select("answer").collect()]
