"""The demo city's catalogue: facts only (code, official name, field, level, term, fee, channels, assigned online level).

procedures.tsv is made by `bin/manage make_demo_catalogue`; papers.tsv is written by hand, in our own short words, for the
procedures that the demo plays. Lines of procedures.tsv:
F  number  ministry code  ministry  field
P  code  name  field  levels (c city, x commune, m ministry)  audience  group  terms  fee  online level (f, p, i)
Terms: channels (o online, c counter, p post), amount and unit (h d w m): "o3w,cp5w". Fee in đồng, "?" in words only, "" unsaid.
"""

from city.services.engine.demo_catalogue.history import REPORT, Stretch, history
from city.services.engine.demo_catalogue.reading import DemoRow, rows
from city.services.engine.demo_catalogue.takers import AgencyFacts, agencies, taker

__all__ = ["REPORT", "AgencyFacts", "DemoRow", "Stretch", "agencies", "history", "rows", "taker"]
