"""The model behind /invocations: yours to change.

`serve` makes one Predictor before it takes requests and shares it among its processes. SAGEMAKER_SERVICE_MODULE
(module:attribute, default predictor:Predictor) names another class, if you keep several.
"""

import json
import threading
from pathlib import Path

import chainer
import chainer.functions as F
import chainer.links as L
import numpy as np


class Network(chainer.Chain):
    """The same class as in code/train.py: the model file holds its numbers, not its code."""

    def __init__(self, columns: int, hidden: int, classes: int) -> None:
        super().__init__()
        self.add_persistent("mean", np.zeros(columns, "float32"))
        self.add_persistent("scale", np.ones(columns, "float32"))
        with self.init_scope():
            self.inner = L.Linear(columns, hidden)
            self.outer = L.Linear(hidden, classes)

    def forward(self, rows: np.ndarray) -> chainer.Variable:
        return self.outer(F.relu(self.inner((rows - self.mean) / self.scale)))


class Predictor:
    def __init__(self, model_dir: Path) -> None:
        """Load what the training program left in SM_MODEL_DIR. The folder is read-only here (MOD-02).

        This runs before `serve` forks its processes, so that they share the model's memory. CUDA does not survive a
        fork: whether there is a GPU is not even asked here.
        """
        description = json.loads((model_dir / "model.json").read_text())
        self._network = Network(**description["shape"])
        chainer.serializers.load_npz(model_dir / "model.npz", self._network)
        self._labels = np.array(description["labels"])
        self.columns = description["shape"]["columns"]  # optional: requests with another number of columns are refused
        self._device = None
        self._starting = threading.Lock()

    def start(self) -> None:
        """Once in each process, after the fork: the GPU, if there is one (GPU-02)."""
        with self._starting:
            if self._device is None:
                self._device = chainer.get_device("@cupy:0" if chainer.backends.cuda.available else "@numpy")
                self._network.to_device(self._device)

    def predict(self, rows: np.ndarray) -> np.ndarray:
        """One answer per row, in order (BAT-07). Raise serving.media.RequestError for a caller's fault."""
        self.start()
        self._device.use()  # of this thread
        with chainer.using_config("train", False), chainer.no_backprop_mode():
            logits = self._network(self._device.send(rows.astype("float32"))).array
        return self._labels[chainer.get_device("@numpy").send(logits).argmax(axis=1)]
