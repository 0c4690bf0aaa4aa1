"""How a checkout becomes a running city: set-up, embedded database, supervisor, tests. Standard library only.

Nothing of the product imports this package and it imports nothing of Django, so it runs on a bare Python 3.11.
Two scripts in it are run by the environment's Python instead: `words.py` (polib) and `ask.py` (psycopg).
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - nobody has installed us, so nobody has asked yet
    sys.exit("Cần Python 3.11 trở lên.\n  Python 3.11 or later is needed.")
