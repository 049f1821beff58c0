"""The model behind /invocations: yours to change.

`serve` makes one Predictor before it takes requests and shares it among its processes. SAGEMAKER_SERVICE_MODULE
(module:attribute, default predictor:Predictor) names another class, if you keep several.
"""

import os
import threading
from pathlib import Path

import torch
from transformers import AutoModelForSequenceClassification, AutoTokenizer

BATCH = 64  # texts that are predicted in one go


class Predictor:
    def __init__(self, model_dir: Path) -> None:
        """Load what the training program left in SM_MODEL_DIR. The folder is read-only here (MOD-02).

        This runs before `serve` forks its processes, so that they share the model's memory. Neither a pool of threads
        nor CUDA survives a fork: here there is one thread, and whether there is a GPU is not even asked.
        """
        torch.set_num_threads(1)
        self._tokenizer = AutoTokenizer.from_pretrained(model_dir, local_files_only=True)
        self._model = AutoModelForSequenceClassification.from_pretrained(model_dir, local_files_only=True).eval()
        self._device: torch.device | None = None
        self._starting, self._tokenizing = threading.Lock(), threading.Lock()

    def start(self) -> None:
        """Once in each process, after the fork: as many threads as `serve` grants it, and the GPU (GPU-02)."""
        with self._starting:
            if self._device is None:
                torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
                self._device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
                self._model.to(self._device)

    def predict(self, texts: list[str]) -> list[str]:
        """One answer per text, in order (BAT-07). Raise serving.media.RequestError for a caller's fault."""
        self.start()
        return [label for at in range(0, len(texts), BATCH) for label in self._predict(texts[at : at + BATCH])]

    def _predict(self, texts: list[str]) -> list[str]:
        with self._tokenizing:  # a fast tokenizer cannot be used by two threads at once ("Already borrowed")
            inputs = self._tokenizer(texts, padding=True, truncation=True, return_tensors="pt")
        with torch.inference_mode():
            logits = self._model(**inputs.to(self._device)).logits
        return [self._model.config.id2label[number] for number in logits.argmax(dim=1).tolist()]
