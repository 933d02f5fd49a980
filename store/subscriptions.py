from datetime import datetime

from sqlalchemy import select, update

from model.feed import Subscription
from store.database import Database
from store.newsroom_tables import SubscriptionRow


class Subscriptions:
    """Who subscribes to closed feeds, each under an address of their own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, subscription: Subscription) -> None:
        """Keep a new subscription."""
        with self._database.writing(subscription.name) as session:
            session.add(
                SubscriptionRow(
                    feed=subscription.feed,
                    name=subscription.name,
                    token=subscription.token,
                    made_at=subscription.made_at,
                    revoked_at=subscription.revoked_at,
                )
            )

    def of(self, feed: str) -> list[Subscription]:
        """Return all subscriptions of a feed, revoked ones too, the oldest first."""
        wanted = select(SubscriptionRow).where(SubscriptionRow.feed == feed).order_by(SubscriptionRow.id)
        with self._database.reading() as session:
            return [
                Subscription(row.feed, row.name, row.token, row.made_at, row.revoked_at)
                for row in session.scalars(wanted)
            ]

    def revoke(self, feed: str, name: str, at: datetime) -> int:
        """End the subscriptions of `name` to a feed; return how many were open."""
        wanted = update(SubscriptionRow).where(
            SubscriptionRow.feed == feed, SubscriptionRow.name == name, SubscriptionRow.revoked_at.is_(None)
        )
        with self._database.writing() as session:
            return len(session.execute(wanted.values(revoked_at=at).returning(SubscriptionRow.id)).all())
