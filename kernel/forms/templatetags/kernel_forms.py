"""Where an answer is changed."""

from django import template

from kernel.forms.answers import Line

register = template.Library()


@register.simple_tag
def page_address(page_url: str, line: Line) -> str:
    """The page of an answer, coming back to the check afterwards. page_url holds PAGE where the page's id stands."""
    item = f"&item={line.index}" if line.index is not None else ""
    return f"{page_url.replace('PAGE', line.page)}?back=check{item}"
