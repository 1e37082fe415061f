#!/usr/bin/env python3
"""Has the originals answer the cases in ../resources/oracle anew: Jinja2 3.1, CPython's re and ast (3.11), jsonpath-ng 1.8, PyYAML 6.

The files hold questions and answers; this rewrites the answers in place. Cases marked "otherwise" say why ours differs: their answers are
ours and stay as they are. Patterns marked "empty_differs" are compared by search and match only.
"""
import ast
import json
import pathlib
import re
import warnings

import jsonpath_ng
import yaml
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

FOLDER = pathlib.Path(__file__).parent.parent / "resources" / "oracle"
warnings.simplefilter("ignore")


def answer(case, question, ask):
    kept = {key: value for key, value in case.items() if key not in ("expect", "error")}
    if "otherwise" in case:
        return case
    try:
        return {**kept, "expect": ask(case[question])}
    except Exception as error:
        return {**kept, "error": type(error).__name__}


def rewrite(name, change):
    path = FOLDER / name
    data = json.loads(path.read_text())
    change(data)
    text = json.dumps({key: value for key, value in data.items() if key != "cases"}, ensure_ascii=True)[:-1]
    text += (", " if len(text) > 1 else "") + '"cases": [\n'
    text += ",\n".join(json.dumps(case, ensure_ascii=True) for case in data["cases"]) + "\n]}\n"
    path.write_text(text)


def templates(data):
    environment = SandboxedEnvironment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.tests["in"] = lambda value, container: value in container
    data["cases"] = [
        answer(case, "template", lambda text: environment.from_string(text).render(json.loads(json.dumps(data["context"]))))
        for case in data["cases"]
    ]


def patterns(data):
    def ask(source):
        pattern = re.compile(source)
        return {
            "search": [bool(pattern.search(text)) for text in data["texts"]],
            "match": [bool(pattern.match(text)) for text in data["texts"]],
            "findall": [repr(pattern.findall(text)) for text in data["texts"]],
            "sub": [pattern.sub(r"<\g<0>>", text) for text in data["texts"]],
        }

    data["cases"] = [answer(case, "pattern", ask) for case in data["cases"]]


def paths(data):
    def ask(path):
        return [match.value for match in jsonpath_ng.parse(path).find(data["root"])]

    data["cases"] = [answer(case, "path", ask) for case in data["cases"]]


def listed(value):
    if isinstance(value, (list, tuple, set)):
        return [listed(item) for item in value]
    return {key: listed(item) for key, item in value.items()} if isinstance(value, dict) else value


def literals(data):
    data["cases"] = [answer(case, "literal", lambda text: repr(listed(ast.literal_eval(text)))) for case in data["cases"]]


def yaml_written(data):
    data["cases"] = [
        answer(case, "value", lambda value: yaml.safe_dump(value, default_flow_style=False, allow_unicode=case["unicode"]))
        for case in data["cases"]
    ]


def yaml_read(data):
    data["cases"] = [answer(case, "yaml", lambda text: repr(yaml.safe_load(text))) for case in data["cases"]]


rewrite("templates.json", templates)
rewrite("patterns.json", patterns)
rewrite("paths.json", paths)
rewrite("literals.json", literals)
rewrite("yaml-written.json", yaml_written)
rewrite("yaml-read.json", yaml_read)
