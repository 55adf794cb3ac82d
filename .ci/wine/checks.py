"""Runs the Windows program under Wine beside the one of this machine, and compares.

Usage: checks.py NATIVE_PROGRAM WINDOWS_PROGRAM HOLD_PROGRAM MODES_PROGRAM SHARED_FOLDER SCRATCH_FOLDER

The prefix of Wine is `WINEPREFIX`. Each command runs in a copy of the same folder. What it prints
and writes has to be the same byte for byte, but for paths (`\\` for `/`) and what comes of the
time: times, and digests over them.
"""

import fcntl
import filecmp
import os
import random
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import termios
import threading
import time

NATIVE, WINDOWS, HOLD, MODES, SHARED, SCRATCH = (os.path.abspath(arg) for arg in sys.argv[1:])
HERE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
WINE = ["/usr/lib/wine/wine64", WINDOWS]
SIDES = {"native": [NATIVE], "windows": WINE}
ENVIRONMENT = dict(os.environ, TZ="UTC", WINEDEBUG="-all", DISPLAY="", ACCORD_HOME="")
LIMIT = 120
SIGNED = ["--sign", "sales=Tom Brackley", "--sign", "marketing=Owen Prys"]

TIMES = re.compile(
    rb"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?(?: ?UTC|Z)?|\b\d\d:\d\d\b|sha256:[0-9a-f]{8,64}"
)
# A backslash between two names, doubled in JSON.
PARTED = re.compile(rb"(?<=[\w.~-])\\{1,2}(?=[\w.-])")
exact = 0
near = 0


def fail(what):
    sys.exit(f"FAILED: {what}")


def folder(side):
    return os.path.join(SCRATCH, side)


def same(what, native, windows):
    """Fails where two texts differ by more than paths and times."""
    global exact, near
    if native == windows:
        exact += 1
        return
    ours, theirs = TIMES.sub(b"TIME", native), TIMES.sub(b"TIME", PARTED.sub(b"/", windows))
    if ours != theirs:
        for one, other in zip(ours.splitlines(), theirs.splitlines()):
            if one != other:
                fail(f"{what}:\nnative  {one!r}\nwindows {other!r}")
        fail(f"{what}: one is longer, {len(ours)} and {len(theirs)} bytes")
    near += 1


def run(side, args, stdin=b""):
    done = subprocess.run(
        SIDES[side] + args, cwd=folder(side), env=ENVIRONMENT, input=stdin, capture_output=True, timeout=LIMIT
    )
    return done.returncode, done.stdout, done.stderr


def both(args, code=0, stdin=b""):
    """Runs a command on both sides and compares all it says."""
    what = "accord " + " ".join(args)
    native, windows = run("native", args, stdin), run("windows", args, stdin)
    if (native[0], windows[0]) != (code, code):
        fail(f"{what}: exit codes {native[0]} and {windows[0]} instead of {code}\n{native[2]}\n{windows[2]}")
    same(f"{what}, stdout", native[1], windows[1])
    same(f"{what}, stderr", native[2], windows[2])


def both_wrote(path):
    """Compares a file, or all files of a folder, on both sides."""
    native, windows = (os.path.join(folder(side), path) for side in SIDES)
    if not os.path.isdir(native):
        with open(native, "rb") as one, open(windows, "rb") as other:
            same(path, one.read(), other.read())
        return
    names = sorted(os.listdir(native))
    if names != sorted(os.listdir(windows)):
        fail(f"{path}: {names} and {sorted(os.listdir(windows))}")
    for name in names:
        both_wrote(f"{path}/{name}")


def lay():
    for side in SIDES:
        os.makedirs(folder(side))
        for name in ["worked-example", "b2b-saas"]:
            shutil.copytree(os.path.join(HERE, "sessions", name), os.path.join(folder(side), name))
        shutil.copytree(os.path.join(SHARED, "data", "b2b-saas"), os.path.join(folder(side), "data"))


def commands():
    both(["--version"])
    both(["check", "worked-example"])
    both(["check", "worked-example", "--format", "json"])
    both(["check", "no-such-folder"], code=2)
    score = ["score", "b2b-saas", "data/leads.csv", "--events", "data/events.csv"]
    both(score)
    both([*score, "-o", "scored.csv"])
    both_wrote("scored.csv")
    both([*score, "--format", "json", "-o", "scored.json"])
    both_wrote("scored.json")
    with open(os.path.join(SHARED, "data", "b2b-saas", "leads.csv"), "rb") as leads:
        both(["score", "b2b-saas", "-", "--events", "data/events.csv"], stdin=leads.read())
    for form in ["md", "json", "html"]:
        if run("native", ["export", "worked-example", "--format", form])[0] == 0:
            both(["export", "worked-example", "--format", form])
            both(["export", "worked-example", "--format", form, "-o", f"out.{form}"])
            both_wrote(f"out.{form}")
    both(["publish", "worked-example", "--sign", "sales=Tom Brackley"], code=1)
    both(["publish", "worked-example", *SIGNED])
    both_wrote("worked-example/versions")
    both(["verify", "worked-example"])
    both(["log", "worked-example"])
    both(["publish", "worked-example", *SIGNED], code=1)
    for side in SIDES:
        path = os.path.join(folder(side), "worked-example", "session.yaml")
        with open(path, "rb") as file:
            text = file.read()
        changed = text.replace(b"points: 5", b"points: 4", 1)
        if changed == text:
            fail("nothing was changed in session.yaml")
        with open(path, "wb") as file:
            file.write(changed)
    both(["diff", "worked-example"])
    both(["diff", "worked-example", "--format", "json"])
    for side in SIDES:
        model = os.path.join(folder(side), "worked-example", "versions", "1.0.0", "model.yaml")
        with open(model, "rb") as file:
            text = file.read()
        os.chmod(model, 0o644)
        with open(model, "wb") as file:
            file.write(text.replace(b"points: 5", b"points: 8", 1))
    both(["verify", "worked-example"], code=1)
    # Names that Windows has for devices, and one that it cuts, are made nowhere.
    both(["new", "aux", "--no-open"], code=2)
    both(["new", "acme.", "--no-open"], code=2)
    both(["export", "worked-example", "--format", "json", "-o", "con.json"], code=2)
    print("the commands: the same")


def workshop():
    """The scripted workshop of the plain mode, from a template to a published version."""
    both(["new", "acme", "--template", "standard", "--no-open"])
    both(["new", "acme", "--no-open"], code=2)
    with open(os.path.join(HERE, "tests", "scripts", "first-workshop.txt"), "rb") as script:
        both(["--plain", "acme"], stdin=script.read())
    both_wrote("acme/session.yaml")
    both_wrote("acme/versions")
    both(["verify", "acme"])
    print("a workshop as lines: the same")


def text_of(side, path):
    with open(os.path.join(folder(side), path), "rb") as file:
        return file.read()


def line_ends():
    """What Git for Windows makes of a checkout alters nothing."""
    for side in SIDES:
        for at, _, names in os.walk(os.path.join(folder(side), "acme")):
            for path in (os.path.join(at, name) for name in names if not name.startswith(".")):
                if ".accord" in path:
                    continue
                with open(path, "rb") as file:
                    text = file.read()
                os.chmod(path, 0o644)
                with open(path, "wb") as file:
                    file.write(text.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    both(["verify", "acme"])
    both(["check", "acme"])
    print("line ends of Git for Windows: nothing is altered")


def paths():
    """A session is the same one by every way that Windows has to write its path."""
    wanted = run("windows", ["check", "b2b-saas"])
    whole = "Z:" + os.path.join(folder("windows"), "b2b-saas").replace("/", "\\")
    deep = "\\".join(["a folder with a long name"] * 12)
    for path in [whole, whole.replace("\\", "/"), "\\\\?\\" + whole, "b2b-saas\\", ".\\B2B-saas"]:
        said = run("windows", ["check", path])
        if said[:2] != wanted[:2]:
            fail(f"check {path}: {said} and not {wanted}")
    whole_deep = "\\\\?\\" + whole.removesuffix("b2b-saas") + deep
    for args in [["new", deep, "--no-open"], ["export", deep, "--format", "json", "-o", deep + "\\out.json"]]:
        code, _, said = run("windows", args)
        if code != 0:
            fail(f"{args[0]} with a path of {len(deep)} letters: {code} {said}")
    # What was just made has warnings, but nothing that must be fixed: it is read, not missed.
    if run("windows", ["check", deep])[0] != 0 or run("windows", ["check", whole_deep])[0] != 0:
        fail(f"a session isn't found by a path of {len(whole_deep)} letters")
    print("paths with a drive, resolved ones, long ones: the same session")


class Held:
    """A file that another Windows program has open."""

    def __init__(self, path, share):
        hold = ["/usr/lib/wine/wine64", HOLD, path, share]
        self.process = subprocess.Popen(
            hold, cwd=folder("windows"), env=ENVIRONMENT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        if self.process.stdout.readline().strip() != b"held":
            fail(f"{path} can't be held")

    def __enter__(self):
        return self

    def let_go(self):
        self.process.stdin.close()
        self.process.wait(LIMIT)

    def __exit__(self, *_):
        self.let_go()


def held():
    """Files that another program has open, as Excel and OneDrive do."""
    score = ["score", "b2b-saas", "b2b-saas/leads.csv", "-o", "held.csv"]
    if run("windows", score)[0] != 0:
        fail("the list isn't scored")
    scored = text_of("windows", "held.csv")
    with open(os.path.join(folder("windows"), "held.csv"), "wb") as file:
        file.write(b"an older list\n")

    def refused(args, what):
        code, _, said = run("windows", args)
        if code != 2 or b"another program has it open" not in said:
            fail(f"{what} is held: {code} {said}")

    with Held("held.csv", "read"):
        refused(score, "the output")
        if text_of("windows", "held.csv") != b"an older list\n":
            fail("a list that was held is another")
    left = [name for name in os.listdir(folder("windows")) if name.endswith(".tmp")]
    if left:
        fail(f"what was held left {left}")
    with Held("held.csv", "read") as file:
        threading.Timer(0.7, file.let_go).start()
        code, _, said = run("windows", score)
        if code != 0 or text_of("windows", "held.csv") != scored:
            fail(f"what is let go in time isn't written: {code} {said}")
    with Held("b2b-saas/leads.csv", "read"):
        if run("windows", score)[0] != 0:
            fail("a list that Excel has open can't be read")
    with Held("b2b-saas/leads.csv", "none"):
        refused(score, "the list")
    with Held("b2b-saas/session.yaml", "none"):
        refused(["check", "b2b-saas"], "the session")

    # Somebody holds the session from its first edit to the end of the program, and beyond it.
    if run("windows", ["new", "synced", "--no-open"])[0] != 0:
        fail("a session can't be made")
    with Held("synced/session.yaml", "read"):
        code, said, why = run("windows", ["--plain", "synced"], b"k\n6 points\nadd fit\nHeld criterion\nquit\n")
        if b"another program has it open" not in said + why:
            fail(f"it isn't said that the session is held: {code} {said} {why}")
    run("windows", ["--plain", "synced"], b"k\n6 points\nquit\n")
    if b"Held criterion" not in text_of("windows", "synced/session.yaml"):
        fail("an edit is lost while the session was held")
    print("files that others hold: waited for, said, nothing lost")


class Lines:
    """The Windows program in its plain mode, fed line by line."""

    def __init__(self, session):
        self.process = subprocess.Popen(
            WINE + ["--plain", session],
            cwd=folder("windows"),
            env=ENVIRONMENT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        os.set_blocking(self.process.stdout.fileno(), False)
        self.said = b""

    def send(self, text):
        self.process.stdin.write(text.encode() + b"\n")
        self.process.stdin.flush()

    def begin(self):
        """Goes to Points; a question about what was found is answered with "keep". Whether there
        was one."""
        self.send("k")
        # A name that was being typed may be in hand again: it is discarded.
        self.send("n")
        self.send("6 points")
        return b"was stopped" in self.wait_for(b"== 6 Points", "the step")

    def wait_for(self, word, what):
        """Waits until a word is said after the last one waited for; what was said before it."""
        end = time.monotonic() + LIMIT
        while time.monotonic() < end:
            if word in self.said:
                before, self.said = self.said.split(word, 1)
                return before
            if select.select([self.process.stdout], [], [], 0.1)[0]:
                more = self.process.stdout.read()
                if more == b"":
                    break
                self.said += more or b""
        fail(f"{what}: {word} wasn't said, but\n{self.said.decode('utf-8', 'replace')}")

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()


def kills(rounds):
    """Kills of the plain mode at random moments: what was confirmed is there again."""
    session = "killed"
    if run("windows", ["new", session, "--no-open"])[0] != 0:
        fail("a session can't be made")
    dice = random.Random(11)
    confirmed = []
    recovered = 0
    number = 0
    for _ in range(rounds):
        lines = Lines(session)
        recovered += lines.begin()
        for _ in range(dice.randint(1, 4)):
            number += 1
            name = f"Criterion {number}"
            lines.send("add fit")
            lines.wait_for(b"New fit", "the prompt")
            lines.send(name)
            lines.wait_for(f"{name}: no points".encode(), "the criterion")
            confirmed.append(name)
        number += 1
        lines.send(f"add fit\nCriterion {number}")
        time.sleep(dice.random() * 0.3)
        lines.kill()
    lines = Lines(session)
    recovered += lines.begin()
    lines.send("quit")
    lines.process.stdin.close()
    lines.process.wait(LIMIT)
    with open(os.path.join(folder("windows"), session, "session.yaml"), "rb") as file:
        text = file.read()
    for name in confirmed:
        if not re.search(rf"name: {name}\s".encode(), text):
            fail(f"{name} was confirmed and is gone after a kill")
    left = [name for name in os.listdir(os.path.join(folder("windows"), session, ".accord")) if name.endswith(".tmp")]
    if left:
        fail(f"kills left {left}")
    print(f"{rounds} kills, {recovered} recovered: all {len(confirmed)} confirmed edits are there")


def console():
    """The workbench on Wine's console: it starts, takes a key and another size, quits."""
    outside, inside = os.openpty()

    def size(rows, columns):
        fcntl.ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    size(24, 80)
    before = termios.tcgetattr(inside)
    child = subprocess.Popen(
        ["/usr/lib/wine/wine64", MODES, "Z:" + WINDOWS.replace("/", "\\"), "b2b-saas"],
        cwd=folder("windows"),
        env=dict(ENVIRONMENT, TERM="xterm-256color"),
        stdin=inside,
        stdout=inside,
        stderr=inside,
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
    )

    def shown(what, word):
        said = b""
        end = time.monotonic() + 30
        while time.monotonic() < end:
            if select.select([outside], [], [], 0.1)[0]:
                said += os.read(outside, 65536)
            # Wine's console of this age shows codes as text, and breaks lines within them.
            letters = re.sub(rb"\x1b\[[0-9;?]*[A-Za-z]|[\r\n ]", b"", said)
            if word in letters:
                return
        fail(f"the console: {what}: {word} isn't shown but {said[-2000:]!r}")

    shown("the start", b"PARTICIPANTS")
    os.write(outside, b"?")
    shown("a key", b"Edittheselecteditem")
    os.write(outside, b"q")
    size(40, 120)
    os.killpg(child.pid, signal.SIGWINCH)
    time.sleep(1)
    if child.poll() is not None:
        fail(f"the console: another size ended it with {child.returncode}")
    os.write(outside, b"q")
    shown("the modes of the console are given back", b"modes-kept:")
    # What is still printed has to be read for it to end.
    end = time.monotonic() + 30
    while child.poll() is None and time.monotonic() < end:
        if select.select([outside], [], [], 0.1)[0]:
            os.read(outside, 65536)
    if child.poll() != 0:
        fail(f"the console: it didn't quit, or with {child.poll()}")
    if termios.tcgetattr(inside) != before:
        fail("the console's modes weren't given back")
    print("the workbench starts, takes a key and another size, quits, and gives the console back")


lay()
commands()
workshop()
line_ends()
paths()
held()
kills(12)
console()
print(f"{exact} outputs are the same to the byte, {near} but for paths and times")
