"""Colours of CSS: reading them, their contrast, and lighter or darker ones of the same hue."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import NamedTuple

_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_FUNCTION = re.compile(r"(rgb|hsl|oklch)a?\(([^()/]*)\)", re.IGNORECASE)
_NUMBER = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+))(%|deg)?")
_STEP = 0.005
"""Of the lightness of OKLCH, when another colour is looked for."""


class Colour(NamedTuple):
    """A colour of sRGB; each part is from 0 to 1."""

    red: float
    green: float
    blue: float

    def __str__(self) -> str:
        return "#" + "".join(f"{round(part * 255):02x}" for part in self)

    @property
    def luminance(self) -> float:
        """The relative luminance that WCAG defines."""
        red, green, blue = map(_linear, self)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def parse_colour(text: str) -> Colour | None:
    """A colour from ``#c03``, ``#cc0033``, ``rgb()``, ``hsl()`` or ``oklch()``; else None.

    Colours that are partly transparent are not read: their contrast depends on what is behind.
    """
    text = text.strip()
    if _HEX.fullmatch(text):
        digits = text[1:] if len(text) == 7 else "".join(digit * 2 for digit in text[1:])
        return Colour(*(int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)))
    function = _FUNCTION.fullmatch(text)
    if not function:
        return None
    parts = [_NUMBER.fullmatch(part) for part in function[2].replace(",", " ").split()]
    numbers = [(float(part[1]), part[2] or "") for part in parts if part]
    if len(numbers) != 3 or len(parts) != 3:
        return None
    readers = {"rgb": _from_rgb, "hsl": _from_hsl, "oklch": _from_oklch}
    return readers[function[1].lower()](numbers)


def contrast(first: Colour, second: Colour) -> float:
    """The contrast ratio of WCAG, from 1 to 21."""
    darker, lighter = sorted((first.luminance, second.luminance))
    return (lighter + 0.05) / (darker + 0.05)


def with_contrast(colour: Colour, page: Colour, ratio: float) -> Colour:
    """The nearest colour of the same hue that has at least this contrast to ``page``.

    It is darker on a light page and lighter on a dark one.
    """
    lightness, chroma, hue = _to_oklch(colour)
    step = -_STEP if page.luminance > 0.18 else _STEP
    while contrast(colour, page) < ratio and 0 <= lightness <= 1:
        lightness += step
        colour = oklch(lightness, chroma, hue)
    return colour


def for_dark_pages(colour: Colour) -> Colour:
    """A colour of the same hue that is light enough for dark pages."""
    lightness, chroma, hue = _to_oklch(colour)
    return oklch(max(lightness, 0.76), min(chroma, 0.13), hue)


def for_light_pages(colour: Colour) -> Colour:
    """A colour of the same hue that is dark enough for light pages."""
    lightness, chroma, hue = _to_oklch(colour)
    return oklch(min(lightness, 0.45), chroma, hue)


def oklch(lightness: float, chroma: float, hue: float) -> Colour:
    """The colour of sRGB that is nearest to one of OKLCH: the hue stays, the chroma may shrink."""
    lightness = min(max(lightness, 0.0), 1.0)
    parts = _rgb_of_oklch(lightness, chroma, hue)
    while chroma > 0 and not all(-0.0005 <= part <= 1.0005 for part in parts):
        chroma = max(chroma - 0.002, 0.0)
        parts = _rgb_of_oklch(lightness, chroma, hue)
    return _colour(parts)


def _colour(parts: list[float]) -> Colour:
    """A colour as it is printed: each part in a byte."""
    return Colour(*(round(min(max(part, 0.0), 1.0) * 255) / 255 for part in parts))


def _from_rgb(numbers: list[tuple[float, str]]) -> Colour | None:
    if any(unit == "deg" for _, unit in numbers):
        return None
    return _colour([number / (100 if unit else 255) for number, unit in numbers])


def _from_hsl(numbers: list[tuple[float, str]]) -> Colour | None:
    (hue, hue_unit), (saturation, _), (lightness, _) = numbers
    if hue_unit == "%" or any(unit == "deg" for _, unit in numbers[1:]):
        return None
    amount = saturation / 100 * min(lightness / 100, 1 - lightness / 100)

    def part(shift: float) -> float:
        place = (shift + hue / 30) % 12
        return lightness / 100 - amount * max(-1.0, min(place - 3, 9 - place, 1.0))

    return _colour([part(0), part(8), part(4)])


def _from_oklch(numbers: list[tuple[float, str]]) -> Colour | None:
    (lightness, light_unit), (chroma, chroma_unit), (hue, hue_unit) = numbers
    if hue_unit == "%" or "deg" in (light_unit, chroma_unit):
        return None
    if light_unit:
        lightness /= 100
    if chroma_unit:
        chroma *= 0.004
    return oklch(lightness, max(chroma, 0.0), hue)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _encoded(part: float) -> float:
    return part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


# The matrices of OKLab: https://www.w3.org/TR/css-color-4/#color-conversion-code

_LMS = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_LAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
_LMS_OF_LAB = (
    (1.0, 0.3963377774, 0.2158037573),
    (1.0, -0.1055613458, -0.0638541728),
    (1.0, -0.0894841775, -1.2914855480),
)
_RGB_OF_LMS = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)
_Matrix = tuple[tuple[float, float, float], ...]


def _times(matrix: _Matrix, vector: list[float]) -> list[float]:
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def _each(change: Callable[[float], float], vector: list[float]) -> list[float]:
    return [change(part) for part in vector]


def _to_oklch(colour: Colour) -> tuple[float, float, float]:
    lms = _each(math.cbrt, _times(_LMS, _each(_linear, list(colour))))
    lightness, a, b = _times(_LAB, lms)
    return lightness, math.hypot(a, b), math.degrees(math.atan2(b, a))


def _rgb_of_oklch(lightness: float, chroma: float, hue: float) -> list[float]:
    angle = math.radians(hue)
    lab = [lightness, chroma * math.cos(angle), chroma * math.sin(angle)]
    lms = [part**3 for part in _times(_LMS_OF_LAB, lab)]
    return _each(_encoded, _times(_RGB_OF_LMS, lms))
