"""Finds every text for people in the sources, without the gettext tools: Python by its syntax tree, templates by Django's lexer."""

import ast
import pathlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

import polib
from django.template.base import Lexer, Token, TokenType
from django.utils.text import smart_split
from django.utils.translation import trim_whitespace

ROOT = pathlib.Path(__file__).resolve().parents[2]
TREES = ("kernel", "city", "gateways", "config", "stories")
SINGLE = {"_", "gettext", "gettext_lazy", "gettext_noop"}
PLURAL = {"ngettext", "ngettext_lazy"}
CONTEXT = {"pgettext", "pgettext_lazy"}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
MARKED = re.compile(r"""_\((?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\)""")


@dataclass(frozen=True)
class Text:
    """One text for people as gettext knows it, and where it stands."""

    msgid: str
    where: str
    plural: str = ""
    context: str = ""


def sources(suffix: str) -> Iterator[pathlib.Path]:
    for tree in TREES:
        for path in sorted((ROOT / tree).rglob(f"*{suffix}")):
            if not {"tests", "migrations"} & set(path.relative_to(ROOT).parts):
                yield path


def in_python(source: str, where: str) -> Iterator[Text]:
    """Calls of gettext and its kin. A text put together at run time cannot be translated: that raises ValueError."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and (name := _called(node)):
            place = f"{where}:{node.lineno}"
            texts = [_constant(arg, place) for arg in node.args[: 1 if name in SINGLE else 2]]
            if None in texts or not texts:
                continue  # a variable: the text is marked where it is written
            if name in SINGLE:
                yield Text(texts[0] or "", place)
            elif name in PLURAL:
                yield Text(texts[0] or "", place, plural=texts[1] or "")
            else:
                yield Text(texts[1] or "", place, context=texts[0] or "")


def _called(node: ast.Call) -> str:
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    return name if name in SINGLE | PLURAL | CONTEXT else ""


def _constant(node: ast.expr, place: str) -> str | None:
    if isinstance(node, ast.JoinedStr | ast.BinOp):
        raise ValueError(f"{place}: a text put together at run time cannot be translated")
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def in_template(source: str, where: str) -> Iterator[Text]:
    """translate, blocktranslate and _("…") of one template."""
    tokens = iter(Lexer(source).tokenize())
    for token in tokens:
        if token.token_type not in (TokenType.BLOCK, TokenType.VAR):
            continue
        place = f"{where}:{token.lineno}"
        words = list(smart_split(token.contents)) if token.token_type == TokenType.BLOCK else []
        if words and words[0] in ("translate", "trans"):
            if words[1][0] in "\"'":
                yield Text(_unquoted(words[1]), place, context=_context(words))
        elif words and words[0] in ("blocktranslate", "blocktrans"):
            yield _block(tokens, words, place)
        else:
            for found in MARKED.finditer(token.contents):
                yield Text(_unquoted(found["text"]), place)


def _block(tokens: Iterator[Token], words: list[str], place: str) -> Text:
    parts, current = [[], []], 0
    for token in tokens:
        if token.token_type == TokenType.BLOCK and token.contents.strip().startswith("endblocktrans"):
            break
        if token.token_type == TokenType.BLOCK:
            current = 1  # {% plural %}, the only tag allowed here
        elif token.token_type == TokenType.VAR:
            parts[current].append(f"%({token.contents.split('|')[0].strip()})s")
        elif token.token_type == TokenType.TEXT:
            parts[current].append(token.contents.replace("%", "%%"))
    single, plural = ("".join(part) for part in parts)
    if "trimmed" in words:
        single, plural = trim_whitespace(single), trim_whitespace(plural)
    return Text(single, place, plural=plural, context=_context(words))


def _context(words: list[str]) -> str:
    return _unquoted(words[words.index("context") + 1]) if "context" in words else ""


def _unquoted(text: str) -> str:
    return text[1:-1].replace(f"\\{text[0]}", text[0]).replace("\\\\", "\\")


def all_texts() -> list[Text]:
    found: list[Text] = []
    for path in sources(".py"):
        found += in_python(path.read_text("utf-8"), str(path.relative_to(ROOT)))
    for path in [*sources(".html"), *sources(".txt")]:
        if "templates" in path.parts:
            found += in_template(path.read_text("utf-8"), str(path.relative_to(ROOT)))
    return found


def english() -> dict[tuple[str, str], polib.POEntry]:
    """(context, Vietnamese) to the entry that holds its English, of all apps together, as Django merges them."""
    entries: dict[tuple[str, str], polib.POEntry] = {}
    for tree in TREES:
        for path in sorted((ROOT / tree).rglob("locale/en/LC_MESSAGES/django.po")):
            for entry in polib.pofile(str(path)):
                if not entry.obsolete and "fuzzy" not in entry.flags:
                    entries.setdefault((entry.msgctxt or "", entry.msgid), entry)
    return entries


def fault(text: Text, entry: polib.POEntry | None) -> str:
    """What is wrong with the English of a text; "" when nothing is."""
    if entry is None:
        return f"{text.where}: no English for {text.msgid!r}"
    said = list(entry.msgstr_plural.values()) if text.plural else [entry.msgstr]
    if text.plural != entry.msgid_plural or not said or not all(said):
        return f"{text.where}: empty English for {text.msgid!r}"
    wanted = set(PLACEHOLDER.findall(text.msgid + text.plural))
    strange = [one for one in said if not set(PLACEHOLDER.findall(one)) <= wanted]
    return f"{text.where}: unknown placeholder in the English of {text.msgid!r}" if strange else ""
