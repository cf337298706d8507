"""A timeline and its pictures to what others read: pages, embeds, markup."""
