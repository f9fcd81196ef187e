"""A Spark cluster of this machine alone, from the PyPI package: a master and its workers, each a process of its own.

Run: `python -m bench.linkage_at_scale --spark own` starts one, links on it and stops it. Needs the extra `spark` and Java 17.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

_DEPLOY = "org.apache.spark.deploy"


@contextmanager
def cluster(workers: int = 2, cores: int = 1, memory: str = "3g") -> Iterator[str]:
    """The master's address while the cluster runs; returns once every worker has registered with it, stops all at the end.

    Raises `RuntimeError` with what a process said where it ends before it is ready.
    """
    import pyspark

    home = Path(pyspark.__file__).parent
    port, *pages = _free_ports(1 + 1 + workers)
    with ExitStack() as held:
        folder = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="spark-")))
        environment = {
            **os.environ, "SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_DAEMON_MEMORY": "512m",
            "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_DIRS": str(folder),
        }  # fmt: skip

        def started(ready: str, *words: str) -> None:
            held.enter_context(_running([str(home / "bin" / "spark-class"), *words], environment, ready))

        url = f"spark://127.0.0.1:{port}"
        started(
            "New state: ALIVE", f"{_DEPLOY}.master.Master", "--host", "127.0.0.1", "--port", str(port),
            "--webui-port", str(pages[0]),
        )  # fmt: skip
        for number in range(workers):
            started(
                "Successfully registered with master", f"{_DEPLOY}.worker.Worker", "--host", "127.0.0.1",
                "--cores", str(cores), "--memory", memory, "--work-dir", str(folder / f"worker-{number}"),
                "--webui-port", str(pages[1 + number]), url,
            )  # fmt: skip
        yield url


@contextmanager
def _running(words: list[str], environment: dict[str, str], ready: str) -> Iterator[None]:
    """A process that has said `ready`, until the end of the block."""
    process = subprocess.Popen(
        words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, errors="replace"
    )
    assert process.stderr is not None
    try:
        heard = []
        for line in process.stderr:
            heard.append(line)
            if ready in line:
                break
        else:
            raise RuntimeError(f"{' '.join(words)} ended: {''.join(heard[-20:])}")
        reading = threading.Thread(target=process.stderr.read, daemon=True)  # so that it never waits for a reader
        reading.start()
        yield
    finally:
        process.terminate()
        process.wait()


def _free_ports(many: int) -> list[int]:
    with ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(many)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]
