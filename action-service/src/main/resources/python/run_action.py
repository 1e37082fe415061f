"""Runs one action of a pack: reads what is wanted as a line of JSON from its standard input, calls the action's run(),
and writes what that returned to a file of its own, so that the action may print whatever it likes.

Python 3.6 and later, the standard library only.
"""
import datetime
import importlib.util
import inspect
import json
import logging
import os
import re
import sys
import traceback
import types
import urllib.error
import urllib.parse
import urllib.request

UNKNOWN_STATUS = 220
NO_ACTION = 221


def logger_named(name):
    return logging.getLogger("st2.actions.python." + name)


class Action(object):
    """What packs derive their actions from."""

    def __init__(self, config=None, action_service=None):
        self.config = config or {}
        self.action_service = action_service
        self.logger = logger_named(type(self).__name__)

    def run(self, **kwargs):
        raise NotImplementedError("an action has to define run()")


class KeyValuePair(object):
    """An entry of the datastore as list_values() shows it."""

    def __init__(self, fields):
        self.__dict__.update(fields)


class ActionService(object):
    """The datastore and the user, by the API, with the credential that the action's environment holds."""

    def __init__(self, url, pack, class_name):
        self._url = url.rstrip("/")
        self._prefix = "%s.%s:" % (pack, class_name)

    def get_value(self, name, local=True, scope="system", decrypt=False):
        pair = self._call("GET", self._path(name, local, scope=scope, decrypt=str(decrypt).lower()))
        return None if pair is None else pair.get("value")

    def set_value(self, name, value, ttl=None, local=True, scope="system", encrypt=False):
        pair = {"name": self._full(name, local), "value": value, "scope": scope, "secret": encrypt}
        if ttl:
            pair["ttl"] = ttl
        self._call("PUT", self._path(name, local, scope=scope), pair)
        return True

    def delete_value(self, name, local=True, scope="system"):
        return self._call("DELETE", self._path(name, local, scope=scope)) is not None

    def list_values(self, local=True, prefix=None, limit=None, offset=None):
        start = (self._prefix if local else "") + (prefix or "")
        query = {"prefix": start} if start else {}
        query["limit"] = limit or 100
        query["offset"] = offset or 0
        pairs = self._call("GET", "/keys?" + urllib.parse.urlencode(query))
        return [KeyValuePair(pair) for pair in pairs or []]

    def get_user_info(self):
        return self._call("GET", "/user")

    def get_logger(self, name):
        return logger_named(name)

    def _full(self, name, local):
        return self._prefix + name if local else name

    def _path(self, name, local, **query):
        quoted = urllib.parse.quote(self._full(name, local), safe="")
        return "/keys/%s?%s" % (quoted, urllib.parse.urlencode(query))

    def _call(self, method, path, body=None):
        headers = {"Content-Type": "application/json"}
        token = os.environ.get("ST2_AUTH_TOKEN")
        key = os.environ.get("ST2_API_KEY")
        if token:
            headers["X-Auth-Token"] = token
        elif key:
            headers["St2-Api-Key"] = key
        data = None if body is None else json.dumps(body).encode("utf-8")
        request = urllib.request.Request(self._url + path, data=data, headers=headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                content = answer.read()
        except urllib.error.HTTPError as error:
            if error.code == 404:
                return None
            if error.code == 401 and not (token or key):
                raise Exception("The action has no credential to call Hookline with: its parameter env may name one"
                                " as ST2_AUTH_TOKEN or ST2_API_KEY.")
            raise Exception("%s %s: %d %s" % (method, path.split("?")[0], error.code,
                                              error.read().decode("utf-8", "replace")))
        return json.loads(content.decode("utf-8")) if content else {}


def logger_of_action(action_name, log_level="debug"):
    logger = logger_named(action_name)
    logger.setLevel(log_level.upper())
    return logger


def time_as_text(dt, usec=True, offset=True):
    """ISO 8601; a time without a zone is UTC. Takes seconds since 1970 and text, too."""
    if isinstance(dt, str):
        dt = time_of_text(dt)
    elif isinstance(dt, int):
        dt = datetime.datetime.fromtimestamp(dt, datetime.timezone.utc)
    elif dt.tzinfo is None:
        dt = dt.replace(tzinfo=datetime.timezone.utc)
    text = dt.isoformat(timespec="microseconds" if usec else "seconds")
    return text if offset else text.replace("+00:00", "Z")


def time_of_text(value, preserve_original_tz=False, validate_value=True):
    """ISO 8601 in UTC, which is all that StackStorm's own takes unless told otherwise."""
    match = re.match(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(\.\d{1,6})?(?:Z|\+00(?::?00)?)?$", value)
    if not match:
        raise ValueError("Datetime value does not match expected format.")
    text = "%sT%s%s" % (match.group(1), match.group(2), match.group(3) or ".0")
    return datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%f").replace(tzinfo=datetime.timezone.utc)


def offer_modules():
    """Makes importable, by the names that packs know, what they use of StackStorm's own libraries."""
    offered = {
        "st2common": {"log": logging},
        "st2common.runners": {},
        "st2common.runners.base_action": {"Action": Action},
        "st2common.runners.utils": {"get_logger_for_python_runner_action": logger_of_action},
        "st2common.util": {},
        "st2common.util.isotime": {"format": time_as_text, "parse": time_of_text},
        "st2actions": {},
        "st2actions.runners": {},
        "st2actions.runners.pythonrunner": {"Action": Action},
    }
    for name, content in offered.items():
        module = types.ModuleType(name)
        module.__path__ = []
        module.__dict__.update(content)
        sys.modules[name] = module
        parent, _, child = name.rpartition(".")
        if parent:
            setattr(sys.modules[parent], child, module)
    sys.modules["st2common.log"] = logging


def log_to_stderr(level):
    logging.addLevelName(logging.CRITICAL + 10, "AUDIT")
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(name)s: %(levelname)-8s %(message)s"))
    logger = logging.getLogger("st2.actions.python")
    logger.addHandler(handler)
    logger.setLevel(logging.getLevelName(level))


def load(path):
    name = os.path.splitext(os.path.basename(path))[0]
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def action_class(module):
    """The one that the file itself defines; else one that it imports."""
    found = [value for value in vars(module).values()
             if inspect.isclass(value) and issubclass(value, Action) and value is not Action]
    own = [value for value in found if value.__module__ == module.__name__ and not inspect.isabstract(value)]
    return (own or found or [None])[0]


def make(action, config, service):
    """Constructors of older packs take the configuration alone."""
    try:
        inspect.signature(action).bind(config=config, action_service=service)
    except TypeError:
        made = action(config)
        made.action_service = service
        return made
    return action(config=config, action_service=service)


def as_json(value):
    try:
        return json.dumps(value, allow_nan=False)
    except (TypeError, ValueError, RecursionError):
        return json.dumps(str(value))


def answer(file, status, value=None, error=None, limit=None):
    text = as_json(value)
    is_cut = limit is not None and len(text) > limit
    head = {"status": status, "is_cut": is_cut}
    if error:
        head["error"] = error
    with file:
        file.write(json.dumps(head) + "\n" + (text[:limit] if is_cut else text))


def main():
    wanted = json.loads(sys.stdin.readline())
    file = open(wanted["result"], "w", encoding="ascii")
    os.unlink(wanted["result"])  # who waits for it has it open
    offer_modules()
    log_to_stderr(wanted["log_level"])
    sys.path[0:1] = wanted["path"]
    sys.argv = [wanted["file"]]

    found = action_class(load(wanted["file"]))
    if found is None:
        answer(file, "invalid", error="File \"%s\" has no class derived from Action." % wanted["file"])
        return NO_ACTION
    service = ActionService(wanted["api_url"], wanted["pack"], found.__name__)
    returned = make(found, wanted["config"], service).run(**wanted["parameters"])
    if isinstance(returned, tuple) and len(returned) == 2:
        status, value = returned
        if not isinstance(status, bool):
            answer(file, "invalid", error="Status returned from the action run() method must either be True or False,"
                                          " got: %s" % (status,))
            return UNKNOWN_STATUS
        answer(file, "succeeded" if status else "failed", value, limit=wanted["limit"])
    else:
        answer(file, "succeeded", returned, limit=wanted["limit"])
    return 0


if __name__ == "__main__":
    try:
        code = main()
    except Exception:
        traceback.print_exc()
        code = 1
    sys.exit(code)
