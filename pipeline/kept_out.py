"""Articles are taken in without the persons whose data were erased, whatever the publisher still shows."""

from dataclasses import replace
from functools import partial

from model.article import Article, Block
from model.erasure import REMOVED, Rewritten, Sought
from model.languages import Language
from pipeline.wiring import Newsroom
from store.erasing import digest_of


def without_erased(newsroom: Newsroom, article: Article) -> Article:
    """Return the article as it may be stored: the same one, unless it speaks of a person whose data were erased."""
    salt, digests = newsroom.store.erasures.digests()
    if not digests:
        return article
    sought = Sought(partial(_is_erased, salt, digests))
    if not any(sought.names(text) for block in article.blocks for text in _texts(block)):
        return article
    blocks = tuple(_without(block, sought) for block in article.blocks)
    return replace(article, blocks=blocks, author=_plain(article.author, sought))


def _is_erased(salt: str, digests: frozenset[str], key: str) -> bool:
    return digest_of(salt, key) in digests


def _texts(block: Block) -> tuple[str, ...]:
    image = block.image
    return (block.text.text, image.alt, image.credit) if image else (block.text.text,)


def _without(block: Block, sought: Sought) -> Block:
    text = Rewritten(block.text.text, tuple(sought.all(block.text.text)), REMOVED[Language.DE])
    image = block.image
    if image is not None:
        image = replace(image, alt=_plain(image.alt, sought), credit=_plain(image.credit, sought))
    return replace(block, text=text.rich(block.text.marks, sought), image=image)


def _plain(text: str, sought: Sought) -> str:
    return Rewritten(text, tuple(sought.all(text)), REMOVED[Language.DE]).text
