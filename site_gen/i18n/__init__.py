"""The language of a site: its messages, numbers, lists and dates.

Messages come from gettext catalogues, formats from the Unicode CLDR; both are read with Babel.
Babel takes long to import, so only modules that need a language import ``i18n.language``.
"""
