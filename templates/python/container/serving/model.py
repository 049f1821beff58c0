"""The predictor, loaded once, and how a request becomes an answer: the same under every web framework."""

import importlib
import logging
import sys

from serving import formats
from serving.settings import Settings
from serving.slots import slots

log = logging.getLogger("serve")
settings = Settings()


def load_predictor():
    """INF-14: a model that cannot be loaded ends the container; /ping never says 200 without one."""
    folder = settings.model_dir
    module, attribute = settings.service.split(":")
    try:
        create = getattr(importlib.import_module(module), attribute)
    except (ImportError, AttributeError) as e:
        log.critical(f"SAGEMAKER_SERVICE_MODULE={settings.service} cannot be imported: {e}", exc_info=True)
        sys.exit(1)
    try:
        return create(folder)
    except Exception as e:
        held = ", ".join(sorted(path.name for path in folder.iterdir())[:20]) if folder.is_dir() else ""
        log.critical(
            f"cannot load the model: {type(e).__name__}: {e}. {folder} holds {held or 'nothing'}; "
            "it must hold what training left there, and training must have used this image's package versions",
            exc_info=True,
        )
        sys.exit(1)


predictor = load_predictor()


def predict(body: bytes, requested: str, answer: str) -> bytes:
    """Reads, predicts and writes some rows after the other, so that a large body needs little memory besides its own."""
    blocks = formats.read(body, requested, getattr(predictor, "columns", None))
    return formats.write(map(predict_block, blocks), answer, requested, body)


def predict_block(rows):
    predictions = predictor.predict(rows)
    if len(predictions) != len(rows):
        raise RuntimeError(f"predict gave {len(predictions)} answers for {len(rows)} rows")
    return predictions


def execution_parameters() -> dict:
    """BAT-03: what batch transform may use. BAT-05: both numbers multiplied are at most 100 MB."""
    payload = min(6, settings.max_payload_mb or 6)
    return {
        "MaxConcurrentTransforms": min(slots.workers, 100 // payload),
        "BatchStrategy": "MULTI_RECORD",
        "MaxPayloadInMB": payload,
    }


def reason(status: int, otherwise: str) -> dict:
    """INF-23: what is said of a failed request, as JSON."""
    reasons = {
        413: "the body is larger than SAGEMAKER_MAX_PAYLOAD_IN_MB allows",
        500: "the model server failed; its log says why",
    }
    return {"error": reasons.get(status, otherwise)}
