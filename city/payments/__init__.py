"""Charges and receipts. Cash at the counter so far; online payment enters through a gateway. Rooms above ask for money, this one takes it."""
