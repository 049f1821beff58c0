"""The model behind /invocations: yours to change.

`serve` makes one Predictor before it takes requests and shares it among its processes. SAGEMAKER_SERVICE_MODULE
(module:attribute, default predictor:Predictor) names another class, if you keep several.
"""

import os
from pathlib import Path

os.environ.setdefault("SKLEARN_ASSUME_FINITE", "1")  # serving/formats.py refuses what is not: once is enough

import joblib
import numpy as np


class Predictor:
    def __init__(self, model_dir: Path) -> None:
        """Load what the training program left in SM_MODEL_DIR. The folder is read-only here (MOD-02)."""
        self._model = joblib.load(model_dir / "model.joblib")
        self.columns = self._model.n_features_in_  # optional: requests with another number of columns are refused

    def predict(self, rows: np.ndarray) -> np.ndarray:
        """One answer per row, in order (BAT-07). Raise serving.media.RequestError for a caller's fault."""
        return self._model.predict(rows)
