def boolean(text: str) -> bool:
    """A flag always comes with a value (TK-27), and clients spell it true, True or "true" (FS-02)."""
    word = text.strip('"').lower()
    if word not in ("true", "false", "1", "0"):
        raise argparse.ArgumentTypeError(f"{text!r} is neither true nor false")
    return word in ("true", "1")
