"""The elements of HTML by what they do to a text (HTML Standard, 4 and 15.3)."""

from __future__ import annotations

BLOCK = (
    "address article aside blockquote br center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol "
    "option p pre section summary table tbody td tfoot th thead tr ul".split()
)
NOT_TEXT = (
    "audio button canvas embed iframe math noembed noframes noscript object script select style "
    "svg template textarea title video".split()
)
"""Elements whose content is not part of an article's text."""
NOT_RENDERED = "iframe noembed noframes noscript script style template".split()
VOID = "area base br col embed hr img input link meta param source track wbr".split()
INLINE = (
    "a abbr acronym applet b basefont bdi bdo big blink body caption cite code colgroup data "
    "datalist del dfn em figcaption font frame frameset head html i ins kbd label map mark "
    "marquee meter nobr optgroup output picture progress q rb rp rt rtc ruby s samp search slot "
    "small span strike strong sub sup time tt u var".split()
)
ANY = "|".join(sorted({*BLOCK, *NOT_TEXT, *VOID, *INLINE}, key=len, reverse=True))
"""Part of a regular expression: the name of any element."""
# Quoted values may contain anything. A quote either opens or closes a value, so at most two
# alternatives are open at each position, and matching is linear.
ATTRIBUTES = r"(?:[\s/](?:[^<>\"']|\"[^\"]*\"|'[^']*')*+|[\s/][^<>]*)?"
"""Part of a regular expression: what follows the name in a tag, up to ``>``."""
