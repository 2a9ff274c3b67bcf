"""The elements of HTML by what they do to a text (HTML Standard, 4 and 15.3)."""

from __future__ import annotations

BLOCK = (
    "address article aside blockquote br center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol "
    "option p pre section summary table tbody td tfoot th thead tr ul".split()
)
"""Elements that stand apart from what is around them."""
HIDDEN = (
    "audio button canvas embed iframe math noembed noframes noscript object script select style "
    "svg template textarea title video".split()
)
"""Elements whose text is none of the article's."""
UNSEEN = "iframe noembed noframes noscript script style template".split()
"""Elements whose text no reader of a page ever sees."""
VOID = "area base br col embed hr img input link meta param source track wbr".split()
INLINE = (
    "a abbr acronym applet b basefont bdi bdo big blink body caption cite code colgroup data "
    "datalist del dfn em figcaption font frame frameset head html i ins kbd label map mark "
    "marquee meter nobr optgroup output picture progress q rb rp rt rtc ruby s samp search slot "
    "small span strike strong sub sup time tt u var".split()
)
NAMES = "|".join(sorted({*BLOCK, *HIDDEN, *VOID, *INLINE}, key=len, reverse=True))
"""All of them, as a part of regular expressions."""
# Quotes may hold anything. At each place no more than two beginnings can be open, as a quote opens
# or closes: it is linear.
REST = r"(?:[\s/](?:[^<>\"']|\"[^\"]*\"|'[^']*')*+|[\s/][^<>]*)?"
"""What follows the name in a tag, up to its end."""
