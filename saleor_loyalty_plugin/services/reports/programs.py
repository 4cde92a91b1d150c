"""Which rows belong to a program."""


def of_program(row: str) -> str:
    """A condition for rows with an `account_id`, of the program with the parameter `program_id`.

    Most shops have one program: then it is asked of no row.
    """
    return f"""(
        NOT EXISTS (SELECT FROM loyalty_program other WHERE other.id <> %(program_id)s)
        OR EXISTS (SELECT FROM loyalty_account a
                   WHERE a.id = {row}.account_id AND a.program_id = %(program_id)s)
    )"""
