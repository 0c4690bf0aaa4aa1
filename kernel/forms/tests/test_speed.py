"""Shape of the cost, with wide margins: a machine under load must not fail it, a change of order must."""

import time

from django.http import QueryDict

from kernel.forms import loading
from kernel.forms.compiler import page_class, page_form
from kernel.forms.settling import settle
from kernel.forms.tests.sample import ANSWERS, ON, body, sample


def best(work, times=20) -> float:
    """Milliseconds of CPU of the quickest run."""
    spent = []
    for _ in range(times):
        start = time.process_time()
        work()
        spent.append((time.process_time() - start) * 1000)
    return min(spent)


def test_a_definition_loads_and_compiles_quickly():
    numbers = iter(range(10_000))

    def load_another():
        fresh = body()
        fresh["title"]["en"] = f"Edition {next(numbers)}"
        definition = loading.load(fresh)
        for page in definition.pages:
            page_class(definition, page.id)

    assert best(load_another) < 15


def test_a_page_is_validated_quickly():
    definition, post = sample(), QueryDict("area=85,5&floors=1&cellar=no&built=1999&cost=1.000")
    assert best(lambda: page_form(definition, "house", post, values={}, on=ON).is_valid(), 100) < 1.5


def test_answers_settle_quickly():
    definition = sample()
    assert best(lambda: settle(definition, ANSWERS), 100) < 0.5


def test_classes_are_made_once():
    assert page_class(sample(), "house") is page_class(sample(), "house")


def test_a_million_letters_are_refused_without_being_read():
    definition, post = sample(), QueryDict(mutable=True)
    post.update({"name": "é" * 1_000_000, "number": "9" * 1_000_000, "phone": "0 " * 500_000})
    assert best(lambda: page_form(definition, "who", post, values={}, on=ON).is_valid(), 5) < 20
