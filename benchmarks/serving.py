"""How many requests a second `newsbridge serve` answers, beside nginx with the same file on the same machine.

    python benchmarks/serving.py [--size KILOBYTES] [--seconds N] [--rounds N]

Needs nginx and wrk. Each kind of request goes to nginx, to one and to two processes of newsbridge in turn, round after
round; a ratio is the median of those within a round, since on a busy machine only neighbouring runs can be compared.
wrk itself takes a good part of a processor. The file has compressed copies beside it, which both servers send.
"""

import argparse
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

import requests

from feeds.packing import put_out

NGINX = """
daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes {workers};
events {{ worker_connections 1024; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; gzip_static on; gzip_vary on;
  types {{ application/rss+xml xml; }}
  client_body_temp_path {folder}/t; proxy_temp_path {folder}/t; fastcgi_temp_path {folder}/t;
  uwsgi_temp_path {folder}/t; scgi_temp_path {folder}/t;
  server {{ listen 127.0.0.1:{port}; root {folder}/public; add_header Cache-Control "public, max-age=300"; }}
}}
"""
PEERS = (("nginx, 1 process", 1), ("nginx, 2 processes", 2))
OURS = (("newsbridge, 1 process", 1), ("newsbridge, 2 processes", 2))
PATH = "/feeds/zh.xml"


def main() -> None:
    options = arguments()
    for program in ("nginx", "wrk"):
        if shutil.which(program) is None:
            sys.exit(f"{program} is not installed; Debian has a package of that name")
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        folder.chmod(0o755)  # nginx, started by root, reads as another user
        size = publish(folder / "public", options.size * 1000)
        servers = {title: stack.enter_context(nginx(folder, workers)) for title, workers in PEERS}
        servers |= {title: stack.enter_context(newsbridge(folder / "public", workers)) for title, workers in OURS}
        print(f"{size / 1000:.0f} kB, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
        for kind, headers in kinds(servers).items():
            show(kind, measure(servers, headers, options.seconds, options.rounds))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=300, help="of the feed, in kilobytes")
    parser.add_argument("--seconds", type=int, default=3, help="of each measurement")
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


def publish(public: Path, size: int) -> int:
    item = "<item><title>第{n}条：氢能发展</title><description>{n}号新闻稿，译自德文，数字{m}。</description></item>\n"
    items, length = [], 0
    while length < size:
        items.append(item.format(n=len(items), m=len(items) ** 3 % 99991))
        length += len(items[-1].encode())
    data = f"<rss><channel>{''.join(items)}</channel></rss>".encode()
    put_out(public, {PATH[1:]: data}, packed=True)
    return len(data)


def kinds(servers: Mapping[str, str]) -> dict[str, dict[str, dict[str, str]]]:
    """Headers by kind of request and server; each server has tags of its own."""
    tags = {
        title: requests.get(url + PATH, headers={"Accept-Encoding": "identity"}, timeout=10).headers["ETag"]
        for title, url in servers.items()
    }
    return {
        "plain": {title: {} for title in servers},
        "gzip": {title: {"Accept-Encoding": "gzip"} for title in servers},
        "If-None-Match, 304": {title: {"If-None-Match": tag} for title, tag in tags.items()},
    }


def measure(
    servers: Mapping[str, str], headers: Mapping[str, Mapping[str, str]], seconds: int, rounds: int
) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {title: [] for title in servers}
    for _ in range(rounds):
        for title, url in servers.items():
            found[title].append(wrk(url + PATH, headers[title], seconds))
    return found


def wrk(url: str, headers: Mapping[str, str], seconds: int) -> float:
    given = [f"-H{name}: {value}" for name, value in headers.items()]
    command = ["wrk", "-t1", "-c32", f"-d{seconds}", *given, url]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in output or "Socket errors" in output:
        sys.exit(output)
    return float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1])  # type: ignore[index]


def show(kind: str, found: Mapping[str, list[float]]) -> None:
    print(f"\n{kind}")
    for number, (title, rates) in enumerate(found.items()):
        peer = found[PEERS[number % len(PEERS)][0]]
        ratio = median(ours / theirs for ours, theirs in zip(rates, peer, strict=True))
        print(f"    {title:<24} {median(rates):>8.0f} requests/s   {ratio:.2f} of nginx with as many processes")


@contextmanager
def nginx(folder: Path, workers: int) -> Iterator[str]:
    port, conf = free_port(), folder / f"nginx{workers}.conf"
    conf.write_text(NGINX.format(folder=folder, port=port, workers=workers).replace("/pid;", f"/pid{workers};"))
    with running(["nginx", "-c", str(conf)], port) as url:
        yield url


@contextmanager
def newsbridge(public: Path, workers: int) -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-m", "newsbridge", "serve", str(public), "--port", str(port), "--workers", str(workers)]
    with running(command, port) as url:
        yield url


@contextmanager
def running(command: list[str], port: int) -> Iterator[str]:
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            for _ in range(300):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
