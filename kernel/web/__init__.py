"""The face of the house: base pages, the parts every page is made of, safe headers, language, theme, refusals in words.

No city words stand here. Rooms extend `kernel/base.html` (resident) or `kernel/desk.html` (official) and put parts
together; `/design/` shows every part. Whoever needs a new part adds it here and there first.
"""
