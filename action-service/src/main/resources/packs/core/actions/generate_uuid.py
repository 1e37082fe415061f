import uuid

from st2common.runners.base_action import Action


class GenerateUUID(Action):
    """What the action does; the server does the same itself, without Python."""

    def run(self, uuid_type):
        return str({"uuid1": uuid.uuid1, "uuid4": uuid.uuid4}[uuid_type]())
