"""The patterns of a schema: what of a text can be seen without reading it.

They are written so that every kind of regular expression reads them alike, in
Rust as in a browser: without looking around, and without classes that are wider
in one than in another. Each takes whatever the reader takes, and may take more.
"""

from __future__ import annotations

_MARK = "[?~%]?"
_MONTH = "(?:0[1-9]|1[0-2]|2[1-4]|XX)"
_DAY = "(?:0[1-9]|[12][0-9]|3[01]|XX)"
_JOINT = f"{_MARK}-{_MARK}"
_DECADE = "-?[0-9]{2}[0-9X]X"
_YEAR = f"-?[0-9]{{4}}(?:{_JOINT}{_MONTH}(?:{_JOINT}{_DAY})?)?"
_END = f"{_MARK}(?:{_DECADE}|{_YEAR}){_MARK}"
_LONG = "Y-?[1-9][0-9]{4,11}"
_LONG_END = f"{_MARK}{_LONG}{_MARK}"
_POINT = f"{_MARK}(?:{_DECADE}|{_YEAR}|{_LONG}){_MARK}"
_INTERVAL = "|".join(rf"{end}/(?:{end}|\.\.)?|(?:\.\.)?/{end}" for end in (_END, _LONG_END))
_SET = rf"[\[{{](?:\.\.)?{_POINT}(?:(?:,|\.\.){_POINT})*(?:\.\.)?[\]}}]"

DATE = f"^(?:{_POINT}|{_INTERVAL}|{_SET})$"
INTERVAL = f"^(?:{_INTERVAL})$"
SPAN = f"^(?:{_END}/{_END}|{_LONG_END}/{_LONG_END})$"
ONE_DATE = f"^{_POINT}$"
DAY = "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$"
COLOUR = "^#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$"

# Of ASCII small letters and digits; of all else anything, as it may be a letter.
_ID_PART = r"[^\x00-/:-`{-\x7f]+"
ID = f"^{_ID_PART}(?:-{_ID_PART})*$"
END = rf"^{_ID_PART}(?:-{_ID_PART})*(?:\.(?:start|end))?$"
DURATION = "^[1-9][0-9]{0,5} (?:day|week|month|year)s?$"
WORDS = r"\S"  # at least one
LINE = r"^[^\n\r]*[^ \t\n\r][^\n\r]*$"  # of at least one

_HTTP = "[Hh][Tt][Tt][Pp][Ss]?"
_MAILTO = "[Mm][Aa][Ii][Ll][Tt][Oo]"
_NO_BLANK = r"[^ \t\r\n]"
_HOST = r"[^ \t\r\n/?#\\]"
PAGE = f"^{_HTTP}://{_HOST}{_NO_BLANK}*$"
LINK = f"^(?:{_HTTP}://{_HOST}|{_MAILTO}:[^ \t\r\n@]){_NO_BLANK}*$"
LANGUAGE = "^[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*$"
