"""Every environment variable that `serve` obeys, read and checked in one place."""

import os
from pathlib import Path

LEVELS = {"debug": 10, "info": 20, "warning": 30, "warn": 30, "error": 40, "critical": 50, "fatal": 50}


class SettingError(ValueError):
    """A variable holds something that cannot be meant."""


class Settings:
    def __init__(self) -> None:
        self.model_dir = Path(os.environ.get("SAGEMAKER_BASE_DIR") or "/opt/ml") / "model"
        self.service = os.environ.get("SAGEMAKER_SERVICE_MODULE") or "predictor:Predictor"
        if self.service.count(":") != 1 or not all(self.service.split(":")):
            raise SettingError(f"SAGEMAKER_SERVICE_MODULE={self.service}: expected module:attribute")
        # PIP-02. No second port is ever opened, so SAGEMAKER_SAFE_PORT_RANGE (PIP-04) needs no reading.
        self.port = whole_number("SAGEMAKER_BIND_TO_PORT", 8080, 1, 65535)
        self.workers = whole_number("SAGEMAKER_MODEL_SERVER_WORKERS", 0, 1, 1000)  # 0: as many as the machine carries
        self.timeout = whole_number("SAGEMAKER_MODEL_SERVER_TIMEOUT", 3600, 1, 86400)  # seconds; ASY-02
        self.max_payload_mb = whole_number("SAGEMAKER_MAX_PAYLOAD_IN_MB", 1024, 0, 1 << 20)  # ASY-02; 0: no limit
        self.log_level = log_level()
        self.batch = os.environ.get("SAGEMAKER_BATCH", "").lower() == "true"  # local mode writes True (BAT-02)


def whole_number(name: str, default: int, least: int, most: int) -> int:
    text = os.environ.get(name, "").strip()
    if not text:
        return default
    if not text.isascii() or not text.isdecimal() or not least <= int(text) <= most:
        raise SettingError(f"{name}={text}: expected a whole number from {least} to {most}")
    return int(text)


def log_level() -> int:
    text = os.environ.get("SAGEMAKER_CONTAINER_LOG_LEVEL", "").strip().lower() or "info"
    if text not in LEVELS and not text.isdecimal():
        raise SettingError(f"SAGEMAKER_CONTAINER_LOG_LEVEL={text}: expected a number or one of {', '.join(LEVELS)}")
    return LEVELS.get(text) or int(text)
