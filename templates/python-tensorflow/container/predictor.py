"""The model behind /invocations: yours to change.

`serve` makes one Predictor before it takes requests and shares it among its processes. SAGEMAKER_SERVICE_MODULE
(module:attribute, default predictor:Predictor) names another class, if you keep several.
"""

import json
import os
import threading
import zipfile
from pathlib import Path

import numpy as np


class Predictor:
    def __init__(self, model_dir: Path) -> None:
        """Load what the training program left in SM_MODEL_DIR. The folder is read-only here (MOD-02).

        This runs before `serve` forks its processes, and neither TensorFlow's threads nor CUDA survive a fork: here it
        is only seen to that the model is whole. Each process loads it when it starts.
        """
        self._path = model_dir / "model.keras"
        if damaged := zipfile.ZipFile(self._path).testzip():
            raise ValueError(f"{damaged} in {self._path} is damaged")
        description = json.loads((model_dir / "model.json").read_text())
        self._labels = np.array(description["labels"])
        self.columns = description["columns"]  # optional: requests with another number of columns are refused
        self._model = None
        self._starting = threading.Lock()

    def start(self) -> None:
        """Once in each process, after the fork."""
        with self._starting:
            if self._model is None:
                import keras
                import tensorflow as tf

                for gpu in tf.config.list_physical_devices("GPU"):  # GPU-02: none is fine, too
                    tf.config.experimental.set_memory_growth(gpu, True)  # one process must not take all of it
                tf.config.threading.set_intra_op_parallelism_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
                self._model = keras.models.load_model(self._path, compile=False)

    def predict(self, rows: np.ndarray) -> np.ndarray:
        """One answer per row, in order (BAT-07). Raise serving.media.RequestError for a caller's fault."""
        self.start()
        logits = np.asarray(self._model(rows.astype("float32"), training=False))
        return self._labels[logits.argmax(axis=1)]
