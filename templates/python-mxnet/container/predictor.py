"""The model behind /invocations: yours to change.

`serve` makes one Predictor before it takes requests and shares it among its processes. SAGEMAKER_SERVICE_MODULE
(module:attribute, default predictor:Predictor) names another class, if you keep several.
"""

import json
import threading
from pathlib import Path

import numpy as np


class Predictor:
    def __init__(self, model_dir: Path) -> None:
        """Load what the training program left in SM_MODEL_DIR. The folder is read-only here (MOD-02).

        This runs before `serve` forks its processes, and neither MXNet's engine nor CUDA survive a fork: each process
        loads the network when it starts.
        """
        description = json.loads((model_dir / "model.json").read_text())
        self._files = [str(model_dir / name) for name in ("model-symbol.json", "model-0000.params")]
        for file in self._files:
            Path(file).open("rb").close()  # INF-14: what is missing is missed here
        self._labels = np.array(description["labels"])
        self._mean, self._scale = np.array(description["mean"]), np.array(description["scale"])
        self.columns = len(self._mean)  # optional: requests with another number of columns are refused
        self._network = None
        self._starting = threading.Lock()

    def start(self) -> None:
        """Once in each process, after the fork."""
        with self._starting:
            if self._network is None:
                import mxnet as mx

                self._context = mx.gpu() if mx.context.num_gpus() else mx.cpu()  # GPU-02
                symbol, parameters = self._files
                self._network = mx.gluon.SymbolBlock.imports(symbol, ["data"], parameters, ctx=self._context)

    def predict(self, rows: np.ndarray) -> np.ndarray:
        """One answer per row, in order (BAT-07). Raise serving.media.RequestError for a caller's fault."""
        self.start()
        import mxnet as mx

        scaled = mx.nd.array((rows - self._mean) / self._scale, ctx=self._context, dtype="float32")
        return self._labels[self._network(scaled).asnumpy().argmax(axis=1)]
