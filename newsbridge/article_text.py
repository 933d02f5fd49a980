"""An extracted article, for a person to check and for a script to read."""

import json

from model.article import Article, Block
from newsbridge.language import tr


def article_json(article: Article) -> str:
    """Return everything that was recognised, as JSON; the keys are part of the command's interface."""
    data = {
        "title": article.title,
        "date": article.published.isoformat() if article.published else None,
        "lead": article.lead,
        "language": article.language,
        "url": article.url,
        "author": article.author,
        "categories": list(article.categories),
        "contact": [block.text.text for block in article.blocks if block.role.value == "contact"],
        "blocks": [_block(block) for block in article.blocks],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _block(block: Block) -> dict[str, object]:
    data: dict[str, object] = {"kind": block.kind.value, "role": block.role.value, "text": block.text.text}
    if block.text.marks:
        data["marks"] = block.text.to_json()
    if block.image:
        data["image"] = {"url": block.image.url, "alt": block.image.alt, "credit": block.image.credit}
    for name in ("level", "ordered", "group", "row", "column", "header"):
        if value := getattr(block, name):
            data[name] = value
    return data


def article_text(article: Article) -> str:
    """Return the article as readable text with the role of each block in the margin."""
    date = article.published.isoformat() if article.published else tr("no date")
    head = [f"{tr('date')}: {date}", f"{tr('language')}: {article.language}"]
    head += [f"{tr('address')}: {article.url}"] if article.url else []
    return "\n".join([*head, "", *(_line(block) for block in article.blocks)])


def _line(block: Block) -> str:
    image = f" [{block.image.url}]" if block.image else ""
    margin = f"{block.kind.value}/{block.role.value}"
    return f"{margin:22} {block.text.text}{image}".replace("\n", "\n" + " " * 23)
