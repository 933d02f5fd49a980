"""`newsbridge serve`: the public folder over HTTP."""

import logging
from pathlib import Path
from typing import Annotated

import typer

from newsbridge.commands.context import Options
from newsbridge.language import tr


def serve(
    context: typer.Context,
    folder: Annotated[Path | None, typer.Argument(help=tr("Folder to serve; else the one published to."))] = None,
    host: Annotated[str, typer.Option(help=tr("Address to listen on; 0.0.0.0 for all of this machine."))] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help=tr("Port to listen on."))] = 8080,
) -> None:
    """Serve feeds and pages until it is interrupted."""
    import uvicorn

    from feeds.serving import PublicFolder
    from model.errors import PublishError

    options: Options = context.obj
    settings = options.settings()
    root = folder or (settings.pages_path if settings.output is None else settings.output)
    if not root.is_dir():
        raise PublishError(path=root, reason="no such folder; `newsbridge publish` writes it")
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    typer.echo(tr("{folder} is served at {address}; Ctrl+C ends it.").format(folder=root, address=address))
    for overview in sorted(root.glob("*/index.html")):
        typer.echo(f"    {address}{overview.parent.name}/")
    chatty = logging.getLogger().isEnabledFor(logging.INFO)
    uvicorn.run(
        PublicFolder(root),
        host=host,
        port=port,
        lifespan="off",
        server_header=False,
        access_log=chatty,
        log_level="info" if chatty else "warning",
    )
