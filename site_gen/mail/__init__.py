"""The e-mail of a news digest (docs/digest.md).

contents.py   what it says: the stories, the addresses it is from and to
html.py       the same as HTML that mail programs show
text.py       the same as plain text
headers.py    how headers are written
message.py    the message: headers and both texts
settings.py   the mail server, from the environment
send.py       sending by SMTP
"""
