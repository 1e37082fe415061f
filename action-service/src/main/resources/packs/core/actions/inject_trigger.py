import json
import os
import urllib.request

from st2common.runners.base_action import Action


class InjectTriggerAction(Action):
    """What the action does; the server does the same itself, without Python and without a request."""

    def run(self, trigger=None, trigger_name=None, payload=None, trace_tag=None):
        event = {"trigger": trigger or trigger_name, "payload": payload or {}}
        headers = {"Content-Type": "application/json", "X-Auth-Token": os.environ["ST2_ACTION_AUTH_TOKEN"]}
        if trace_tag:
            headers["St2-Trace-Tag"] = trace_tag
        request = urllib.request.Request(
            os.environ["ST2_ACTION_API_URL"] + "/webhooks/st2", json.dumps(event).encode(), headers
        )
        urllib.request.urlopen(request, timeout=60).close()
        return event
