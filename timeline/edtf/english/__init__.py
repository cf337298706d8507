"""What people write for a date in English, or nearly in EDTF, to EDTF."""
