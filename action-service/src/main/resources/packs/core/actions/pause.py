import time
from random import randint

from st2common.runners.base_action import Action


class PauseAction(Action):
    """What the action does; the server does the same itself, without Python."""

    def run(self, max_pause, random=False):
        seconds = randint(0, max_pause) if random else max_pause
        time.sleep(seconds)
        return seconds
