"""The formats that can be imported: one module each, tried in this order.

A module has `NAME`, for `--from`; `ABOUT`, a line on what it reads;
`recognises(given) -> bool`, by content, which never raises; and
`read(given) -> Imported`, which raises Unreadable.
"""
