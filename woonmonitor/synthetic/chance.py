"""Chance, drawn so that one seed gives one market.

Every subject (register, reactions, …) draws from a stream of its own, named by text: a change in one subject
leaves the draws of the others alone. Only uniform draws of PCG64 are used and shaped here, since numpy
promises the raw stream across its versions and not what its shaped distributions make of it.
"""

from collections.abc import Sequence
from zlib import crc32

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Rng = np.random.Generator


def stream(seed: int, subject: str) -> Rng:
    """The random stream of one subject under one seed."""
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, crc32(subject.encode())])))


def happens(rng: Rng, probability: float) -> bool:
    return bool(rng.random() < probability)


def pick(rng: Rng, weights: Sequence[float] | Floats, size: int) -> Ints:
    """`size` indices, each with a chance in proportion to its weight."""
    cumulative = np.cumsum(np.asarray(weights, dtype=np.float64))
    positions = np.searchsorted(cumulative, rng.random(size) * cumulative[-1], side="right")
    return np.asarray(np.minimum(positions, len(cumulative) - 1), dtype=np.int64)


def pick_one(rng: Rng, weights: Sequence[float] | Floats) -> int:
    return int(pick(rng, weights, 1)[0])


def between(rng: Rng, low: int, high: int, size: int) -> Ints:
    """Whole numbers from low to high, both included."""
    return np.asarray(low + np.floor(rng.random(size) * (high - low + 1)).astype(np.int64))


def between_one(rng: Rng, low: int, high: int) -> int:
    return low + int(rng.random() * (high - low + 1))


def waiting_times(rng: Rng, mean: float, size: int) -> Floats:
    """Exponential times: what a constant chance per day gives."""
    return -mean * np.log1p(-rng.random(size))


def rounded(rng: Rng, expected: Floats) -> Ints:
    """Whole numbers whose mean is `expected`: the fraction is the chance of one more."""
    return np.floor(expected + rng.random(expected.shape)).astype(np.int64)


def spread(rng: Rng, size: int) -> Floats:
    """Bell-shaped deviations with mean 0 and standard deviation 1 (twelve uniforms summed)."""
    return np.asarray(rng.random((size, 12)).sum(axis=1) - 6.0)
