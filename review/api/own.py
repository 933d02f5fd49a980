"""What a program may ask about itself."""

from datetime import datetime

from fastapi import APIRouter
from pydantic import Field

from model.people import Duty
from review.api.access import Held
from review.api.shapes import Shape

router = APIRouter(tags=["token"])


class TokenShown(Shape):
    """The token that the request carries."""

    name: str
    duty: Duty
    expires_at: datetime | None = Field(description="Null: never.")


@router.get("/token", summary="Look at your token")
def own(token: Held) -> TokenShown:
    """Return what the token of this request may do, and for how long."""
    return TokenShown(name=token.name, duty=token.duty, expires_at=token.expires_at)
