"""The model behind /invocations: yours to change.

`serve` makes one Predictor before it takes requests and shares it among its processes. SAGEMAKER_SERVICE_MODULE
(module:attribute, default predictor:Predictor) names another class, if you keep several.
"""

import os
import threading
from pathlib import Path

import numpy as np
import torch
from torch import nn


class Network(nn.Module):
    """The same class as in code/train.py: the model file holds its numbers, not its code."""

    def __init__(self, columns: int, hidden: int, classes: int) -> None:
        super().__init__()
        self.register_buffer("mean", torch.zeros(columns))
        self.register_buffer("scale", torch.ones(columns))
        self.layers = nn.Sequential(nn.Linear(columns, hidden), nn.ReLU(), nn.Linear(hidden, classes))

    def forward(self, rows: torch.Tensor) -> torch.Tensor:
        return self.layers((rows - self.mean) / self.scale)


class Predictor:
    def __init__(self, model_dir: Path) -> None:
        """Load what the training program left in SM_MODEL_DIR. The folder is read-only here (MOD-02).

        This runs before `serve` forks its processes, so that they share the model's memory. Neither a pool of threads
        nor CUDA survives a fork: here there is one thread, and whether there is a GPU is not even asked.
        """
        torch.set_num_threads(1)
        saved = torch.load(model_dir / "model.pt", map_location="cpu", weights_only=True)
        self._network = Network(**saved["shape"]).eval()
        self._network.load_state_dict(saved["state"])
        self._labels = np.array(saved["labels"])
        self.columns = saved["shape"]["columns"]  # optional: requests with another number of columns are refused
        self._device: torch.device | None = None
        self._starting = threading.Lock()

    def start(self) -> None:
        """Once in each process, after the fork: as many threads as `serve` grants it, and the GPU (GPU-02)."""
        with self._starting:
            if self._device is None:
                torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
                self._device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
                self._network.to(self._device)

    def predict(self, rows: np.ndarray) -> np.ndarray:
        """One answer per row, in order (BAT-07). Raise serving.media.RequestError for a caller's fault."""
        self.start()
        with torch.inference_mode():
            logits = self._network(torch.tensor(rows, dtype=torch.float32, device=self._device))
        return self._labels[logits.argmax(dim=1).cpu().numpy()]
