"""Timelines from other tools: a file to rows, rows to a file of ours, with a report of losses."""
