"""Runs commands for a worker, one after the other, each in a process group of its own, as leader.bash does and by the same words; but
what it starts begins as a new process, not as a copy of this one.

Python 3.8 and later, the standard library only.
"""
import itertools
import os
import signal
import sys
import threading

IGNORED_BY_PYTHON = [signal.SIGPIPE, signal.SIGXFSZ]
SAY = ["/bin/sh", "-c", 'printf "%s\\n" "$1" >&2; exit "$2"', "sh"]


def main(folder):
    outputs = [os.path.join(folder, "stdout"), os.path.join(folder, "stderr")]
    said = texts()
    home = os.open(".", os.O_RDONLY)
    for count in said:
        order = list(itertools.islice(said, int(count))) if count.isdigit() else []
        if not order or len(order) < int(count) or order.pop() != b"run":
            break
        held = [os.open(output, os.O_RDWR) for output in outputs]
        group = begin(home, held, *order)
        has_ended = False
        try:
            tell("begun", group)
            has_ended = attend(group, held, said)
        finally:
            send(signal.SIGKILL, group)  # to what is left of it: nobody has taken its number, for nobody has waited for it so far
            os.waitpid(group, 0)
        if not has_ended:
            break
    for name in os.listdir(folder):
        os.remove(os.path.join(folder, name))
    os.rmdir(folder)


def texts():
    """What is said to us, text by text, until the pipe closes; a last one without its NUL was cut short."""
    rest = b""
    while True:
        more = os.read(0, 65536)
        if not more:
            return
        *whole, rest = (rest + more).split(b"\0")
        yield from whole


def tell(word, number):
    os.write(1, b"%s %d\n" % (word.encode(), number))


def begin(home, outputs, directory, has_input, line, variables, *rest):
    """The process of a command, or of one that says why there is none."""
    count = int(variables)
    environment = dict(variable.split(b"=", 1) for variable in rest[:count])
    words = rest[count:]
    os.environb[b"PATH"] = environment.get(b"PATH", os.defpath.encode())  # where the command is looked for
    source = pipe_with(line + b"\n") if has_input else os.open(os.devnull, os.O_RDONLY)
    files = [(os.POSIX_SPAWN_DUP2, file, to) for to, file in enumerate([source, *outputs])]
    try:
        if directory:
            os.chdir(directory)
        return spawn(words, environment, files)
    except OSError as e:
        reason = "%s: %s" % (os.fsdecode(e.filename or words[0]), e.strerror)
        code = 127 if isinstance(e, FileNotFoundError) else 126  # as a shell's
        return spawn([*SAY, reason, str(code)], {}, files)
    finally:
        os.fchdir(home)
        os.close(source)


def spawn(words, environment, files):
    return os.posix_spawnp(words[0], words, environment, file_actions=files, setpgroup=0, setsigdef=IGNORED_BY_PYTHON)


def pipe_with(content):
    """One that holds more than fits into it, until it is read or nobody is left who could."""
    end, start = os.pipe()
    threading.Thread(target=write, args=(start, content), daemon=True).start()
    return end


def write(file, content):
    try:
        with os.fdopen(file, "wb") as pipe:
            pipe.write(content)
    except BrokenPipeError:
        pass  # the command does not want it


def attend(group, held, said):
    """Does as it is told about a command that runs; False if nobody is left to tell us that it is over."""
    for word in said:
        if word == b"opened":
            for output in held:
                os.close(output)
        elif word == b"look":
            look(group)
        elif word == b"end":
            return True
        else:
            send(getattr(signal, "SIG" + word.decode()), group)
    return False


def send(number, group):
    try:
        os.killpg(group, number)
    except PermissionError:
        pass  # it has become somebody else


def look(group):
    """Leaves it among our processes: its number stays its own."""
    found = os.waitid(os.P_PID, group, os.WEXITED | os.WNOWAIT | os.WNOHANG)
    if found:
        tell("exited" if found.si_code == os.CLD_EXITED else "signaled", found.si_status)


main(sys.argv[1])
