"""The client of a Dask cluster, or of one that is started for this build."""

from __future__ import annotations

import logging
import re
import signal
import threading
import warnings
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from multiprocessing import resource_tracker
from typing import TYPE_CHECKING, Any

from site_gen.cluster.scheduler import check_form, check_scheduler
from site_gen.cluster.stage import one_line
from site_gen.errors import BuildError, UsageError
from site_gen.workers import processors

if TYPE_CHECKING:
    from distributed import Client

_LOCAL = re.compile(r"local(?::(\d+))?")
_CONNECT = 10.0
"""Seconds in which a scheduler must answer."""
_REACH = 2.0
"""Seconds in which a worker must answer; else the scheduler passes results on."""
_DEATHS = 3
"""After so many workers have died of a task, it is not given to another one."""
_QUIET = {"logging": dict.fromkeys(("distributed", "distributed.client", "tornado"), "critical")}
_LOCAL_CONFIG = {
    "distributed.scheduler.allowed-failures": _DEATHS - 1,
    "distributed.worker.profile.enabled": False,
    "distributed.worker.http.routes": [],
    "distributed.scheduler.http.routes": [],
    "distributed.admin.tick.interval": "1s",
    "distributed.nanny.pre-spawn-environ": {},
}


@contextmanager
def connected(address: str) -> Iterator[Client]:
    """A client of the cluster at an address, or of a local one for ``local`` and ``local:4``.

    Raises UsageError if the address is none, if nothing answers, or if Dask is not installed.
    """
    local = _LOCAL.fullmatch(address)
    if not local:
        check_form(address)
    if local and local[1] and int(local[1]) == 0:
        raise UsageError(f"--cluster {address}: no processes", hint="local:2, for example")
    dask = _imported_dask()
    with ExitStack() as stack:
        stack.enter_context(warnings.catch_warnings())
        warnings.filterwarnings("ignore", category=UserWarning)  # versions, large messages
        stack.enter_context(dask.config.set(_QUIET))
        if local:
            stack.enter_context(dask.config.set(_LOCAL_CONFIG))
        with _without_interrupts():
            import distributed  # noqa: PLC0415  optional

            silence(logging.getLogger("distributed"))
            where: Any = address
            if local:
                where = stack.enter_context(_local_cluster(int(local[1] or processors())))
            else:
                check_scheduler(address, _CONNECT)
            client = _client(distributed, where, address)
        stack.callback(_close, client)
        yield client


def reaches(client: Client, workers: Iterable[str]) -> bool:
    """Whether this process can fetch results from workers, so that the scheduler need not."""

    async def connect_to_all() -> None:
        from distributed.comm.core import connect  # noqa: PLC0415  optional

        for worker in workers:
            comm = await connect(worker, timeout=_REACH, **client.connection_args)
            await comm.close()

    try:
        client.sync(connect_to_all)
    except (OSError, TimeoutError):
        return False
    return True


def silence(logger: logging.Logger) -> None:
    """Dask reports every lost worker and every failure with a traceback."""
    logger.setLevel(logging.CRITICAL + 1)
    for name in list(logging.root.manager.loggerDict):
        if name.startswith("distributed."):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _imported_dask() -> Any:
    try:
        import dask  # noqa: PLC0415  optional
        import distributed.versions  # noqa: F401, PLC0415  optional
    except ImportError:
        raise UsageError(
            "--cluster: dask or distributed is not installed",
            hint="pip install 'site-gen[cluster]'",
        ) from None
    return dask


@contextmanager
def _local_cluster(count: int) -> Iterator[Any]:
    """Worker processes of this machine, which end with this process."""
    from distributed import LocalCluster  # noqa: PLC0415  optional

    try:
        cluster = LocalCluster(
            n_workers=count,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            scheduler_kwargs={"dashboard": False, "dashboard_address": "127.0.0.1:0"},
            memory_limit=0,
            silence_logs=logging.CRITICAL,
        )
    except (OSError, RuntimeError, TimeoutError) as error:
        raise BuildError(
            f"--cluster local: the processes cannot be started: {one_line(error)}",
            hint="is there enough memory?",
        ) from error
    try:
        yield cluster
    finally:
        with suppress(Exception):
            cluster.close(timeout=_CONNECT)


def _client(distributed: Any, where: Any, address: str) -> Client:
    try:
        client: Client = distributed.Client(where, timeout=_CONNECT, set_as_default=False)
    except Exception as error:  # the scheduler has ended meanwhile, or has another version
        raise UsageError(f"--cluster {address}: {one_line(error)}") from None
    return client


def _close(client: Client) -> None:
    with suppress(Exception):
        client.close(timeout=_CONNECT)


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Keep Ctrl-C from threads that are started here, and from processes that these start.

    The process that builds handles it, and lets workers finish what they are doing.
    """
    if not hasattr(signal, "pthread_sigmask") or threading.current_thread() is not (
        threading.main_thread()
    ):
        yield
        return
    resource_tracker.ensure_running()  # starting it later would let Ctrl-C through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
