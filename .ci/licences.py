"""Prints the licences of all that is compiled into the program for a target.

Usage: licences.py TARGET SOURCES_OF_RUST
"""

import json
import os
import re
import subprocess
import sys

target, rust = sys.argv[1:]
cargo = os.environ.get("CARGO", "cargo")
metadata = json.loads(
    subprocess.check_output([cargo, "metadata", "--locked", "--format-version", "1", "--filter-platform", target])
)
packages = {package["id"]: package for package in metadata["packages"]}
nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}


def compiled(root):
    """The packages that end up in the program: no parts of tests, and none that only build."""
    seen, waiting = set(), [root]
    while waiting:
        found = waiting.pop()
        if found not in seen:
            seen.add(found)
            for dependency in nodes[found]["deps"]:
                if any(kind["kind"] is None for kind in dependency["dep_kinds"]):
                    waiting.append(dependency["pkg"])
    return seen - {root}


def texts(folder):
    named = re.compile(r"^(licen[cs]e|copying|copyright|notice|unlicense)", re.IGNORECASE)
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if named.match(name) and os.path.isfile(path):
            with open(path, encoding="utf-8", errors="replace") as file:
                yield name, file.read().strip()


def printed(title, folder):
    print("=" * 80)
    print(title)
    for name, text in texts(folder):
        print(f"\n--- {name}\n\n{text}")
    print()


print("Accord is made with the following parts. Each is under its own licence.\n")
parts = sorted(compiled(metadata["resolve"]["root"]), key=lambda part: packages[part]["name"])
for part in parts:
    package = packages[part]
    title = f"{package['name']} {package['version']}: {package['license'] or 'see its licence file'}"
    if package.get("repository"):
        title += f"\n{package['repository']}"
    printed(title, os.path.dirname(package["manifest_path"]))
printed("The standard library of Rust: MIT OR Apache-2.0\nhttps://github.com/rust-lang/rust", rust)
if "musl" in target:
    print("=" * 80)
    print("musl libc: MIT\nhttps://musl.libc.org\nCopyright © 2005-2020 Rich Felker, et al.\n")
    print("LLVM's libunwind: Apache-2.0 WITH LLVM-exception\nhttps://llvm.org\n")
else:
    print("=" * 80)
    print("The runtime of mingw-w64: ZPL-2.1 and public domain\nhttps://www.mingw-w64.org\n")
    print("The runtime library of GCC: GPL-3.0 WITH GCC-exception-3.1\nhttps://gcc.gnu.org\n")
