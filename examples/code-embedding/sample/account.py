"""Accounts of a small bank."""


class Account:
    """Money that belongs to one person."""

    def __init__(self, owner):
        self.owner = owner
        self.balance = 0

    def deposit(self, amount):
        """Puts money into the account."""
        if amount <= 0:
            raise ValueError("only a positive amount can be paid in")
        self.balance += amount

    def withdraw(self, amount):
        """Takes money out, unless there is not enough."""
        if amount > self.balance:
            raise ValueError("the account does not hold that much")
        self.balance -= amount
