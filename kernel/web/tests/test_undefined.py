"""The detector of undefined variables sees what is printed or passed on, and lets questions be asked."""

import pytest
from django.template import Context, Template

from kernel.web.tests.undefined import UndefinedVariable


@pytest.mark.parametrize("source", ["{{ nobody }}", "{{ x.y }}", "{{ nobody|default:'a' }}", "{% tag nobody %}"])
def test_an_undefined_variable_fails(source):
    with pytest.raises(UndefinedVariable):
        Template(source).render(Context({"x": {}}))


def test_asking_is_no_fault():
    assert Template("{% if nobody %}a{% else %}b{% endif %}{% for n in nobody %}c{% endfor %}").render(Context()) == "b"
