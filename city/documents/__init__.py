"""Official documents: drafted, numbered, signed, sealed, given to their readers, checked by anybody.

Upper rooms call `actions.draft`, `ask_signature`, `share` and answer `DocumentIssued`; who received or may read a document
stands in its reader rows. Anybody may enter the page that checks a paper, /verify/; the rest is for officials of the agency.
"""
