"""The model behind /invocations: yours to change.

`serve` makes one Predictor before it takes requests and shares it among its processes. SAGEMAKER_SERVICE_MODULE
(module:attribute, default predictor:Predictor) names another class, if you keep several.
"""

import json
from pathlib import Path

import numpy as np
import xgboost as xgb


class Predictor:
    def __init__(self, model_dir: Path) -> None:
        """Load what the training program left in SM_MODEL_DIR. The folder is read-only here (MOD-02).

        One thread: a pool of them would not survive the fork into processes, and `serve` predicts on every CPU anyway.
        The GPU, if there is one, was for training: to bring rows to it takes longer than a few hundred trees take here.
        """
        self._model = xgb.Booster({"nthread": 1, "device": "cpu"}, model_file=model_dir / "model.ubj")
        self._labels = np.array(json.loads(self._model.attr("labels")))
        self.columns = self._model.num_features()  # optional: requests with another number of columns are refused

    def predict(self, rows: np.ndarray) -> np.ndarray:
        """One answer per row, in order (BAT-07). Raise serving.media.RequestError for a caller's fault."""
        return self._labels[self._model.inplace_predict(rows).argmax(axis=1)]
