"""Gives a Saleor with sample data a customer who has points and a card; run by Saleor's own Python.

python -P sandbox/saleor_customer.py EMAIL PASSWORD POINTS
"""

import sys

import django


def main(email: str, password: str, points: int) -> None:
    django.setup()
    from django.utils import timezone
    from saleor.account.models import User
    from saleor.core.db.connection import allow_writer

    from saleor_loyalty_plugin.services.members.cards import NewCustomer, issue_card
    from saleor_loyalty_plugin.services.points.adjust_points import adjust_points
    from saleor_loyalty_plugin.services.programs.programs import default_program

    with allow_writer():
        user, created = User.objects.get_or_create(
            email=email,
            defaults={"first_name": "Casey", "last_name": "Customer", "is_confirmed": True},
        )
        if created:
            user.set_password(password)
            user.save()
        # The key makes a second start change nothing.
        adjust_points(
            customer_id=user.pk,
            points=points,
            note="Welcome to the demo",
            key="demo-welcome",
            actor="demo",
            dry_run=False,
            now=timezone.now(),
        )
        member = NewCustomer(customer_id=user.pk, program_id=default_program().pk)
        issue_card(to=member, number=None, actor="demo", now=timezone.now())


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
