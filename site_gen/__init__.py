"""A static news-aggregation site generator: a folder of records becomes a site.

``python -m site_gen build`` is the command; :func:`site_gen.build.build` is the
same thing as a function. Start reading there.
"""

__version__ = "0.1.0"
