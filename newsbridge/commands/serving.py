"""`newsbridge serve`: the public folder over HTTP."""

import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from newsbridge.commands.context import Options
from newsbridge.language import tr

if TYPE_CHECKING:
    from feeds.serving import PublicFolder

_SERVED = "NEWSBRIDGE_SERVED_FOLDER"
"""Tells the processes that share the port what they serve."""


def serve(
    context: typer.Context,
    folder: Annotated[Path | None, typer.Argument(help=tr("Folder to serve; else the one published to."))] = None,
    host: Annotated[str, typer.Option(help=tr("Address to listen on; 0.0.0.0 for all of this machine."))] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help=tr("Port to listen on."))] = 8080,
    workers: Annotated[int, typer.Option(min=1, help=tr("Processes that share the port."))] = 1,
) -> None:
    """Serve feeds and pages until it is interrupted."""
    from model.errors import PublishError

    options: Options = context.obj
    root = folder or options.settings().public_path
    if not root.is_dir():
        raise PublishError(path=root, reason="no such folder; `newsbridge publish` writes it")
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    typer.echo(tr("{folder} is served at {address}; Ctrl+C ends it.").format(folder=root, address=address))
    for overview in sorted(root.glob("*/index.html")):
        typer.echo(f"    {address}{overview.parent.name}/")
    _serve(root, host, port, workers)


def _serve(root: Path, host: str, port: int, workers: int) -> None:
    import uvicorn
    from uvicorn.protocols.http.h11_impl import H11Protocol

    from feeds.remembering import Remembering

    chatty = logging.getLogger().isEnabledFor(logging.INFO)
    os.environ[_SERVED] = str(root.resolve())
    uvicorn.run(
        f"{__name__}:served_folder",
        factory=True,
        workers=workers,
        host=host,
        port=port,
        # What is answered from memory is in no log.
        http=H11Protocol if chatty else Remembering,
        ws="none",
        lifespan="off",
        proxy_headers=False,
        server_header=False,
        access_log=chatty,
        log_level="info" if chatty else "warning",
    )


def served_folder() -> "PublicFolder":
    """Return what is served; each process calls it."""
    from feeds.serving import PublicFolder

    return PublicFolder(Path(os.environ[_SERVED]))
