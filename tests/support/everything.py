"""A timeline with one of everything that a page shows."""

from __future__ import annotations

ADDRESS = "https://example.org/timelines/one/"

# One of everything: every key that the page shows, and words that do not break.
EVERYTHING = f"""
[timeline]
title = "Everything: a “rich” <one>"
description = "With *emphasis*, `code` and [a link](https://example.org/a?b=1&c=2)."
author = "Ann O'Nym"
licence = "CC BY-SA 4.0; see https://example.org/licence"
updated = 2024-05-31
url = "{ADDRESS}"
[[lanes]]
id = "a"
title = "Places"
[[lanes]]
id = "b"
title = "אנשים"
[[periods]]
id = "p"
title = "The long peace"
date = "1950/1953~"
[[sources]]
id = "s"
title = "A book"
author = "Somebody"
publisher = "A press"
date = "1999-05"
url = "https://example.org/a/very/{"long/" * 20}address.html"
archived = "https://web.archive.org/web/2020/https://example.org/a"
accessed = 2020-01-02
licence = "CC BY 4.0"
[[events]]
id = "first"
title = "First {"Donaudampfschifffahrt" * 5}"
label = "Labelled otherwise"
date = "1950-03-31"
date_text = "the last of March"
date_note = "As the book says."
was = ["uno"]
lane = "a"
tags = ["x", "y"]
text = "Some *text* with [a link](https://example.org/x)."
note = "A note."
figures = [{{ what = "things", value = 3, who = "Someone", sources = ["s"] }}]
sources = ["s", {{ id = "s", locator = "p. 3", quote = "So it was." }}]
links = ["https://example.org/further", {{ url = "https://example.org/more", title = "More" }}]
see = ["second"]
accounts = [{{ date = "1951", sources = ["s"], note = "says another" }}]
[[events]]
id = "second"
title = "Second שלום"
attested = "1952-05"
lane = "b"
sources = ["s"]
[[events]]
id = "drei-ä"
title = "Third"
date = "1952?"
lane = "b"
sources = ["s"]
"""
