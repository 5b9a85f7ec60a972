"""The owner's commands: `flask --app contact_api COMMAND`. What they say is Dutch.

This is the list; each command is in the file beside it that bears its name, and is loaded when it is called.
So a web process that starts pays for none of them.
"""

from importlib import import_module

from flask import Flask
from flask.cli import AppGroup

# The command's name, and the file that holds it under the same name.
COMMANDS = {
    "status": "status",
    "deliver": "deliver",
    "retry": "retry",
    "show": "show",
    "export": "export",
    "erase": "erase",
    "purge": "purge",
    "migrate": "migrate",
    "check-config": "check_config",
    "test-mail": "try_mail",
}


class Commands(AppGroup):
    """The group behind `app.cli`."""

    def list_commands(self, ctx):
        return [*COMMANDS, *super().list_commands(ctx)]

    def get_command(self, ctx, name):
        if name in COMMANDS:
            return import_module(f"contact_api.commands.{COMMANDS[name]}").command
        found = super().get_command(ctx, name)
        if found is None:
            # Said here: what Flask says of a command that is not there is English.
            raise import_module("contact_api.commands.dutch").no_such_command(name, COMMANDS)
        return found


class NotSetUp(Flask):
    """An application that has commands and answers no request, for its settings are wrong: `error`."""

    def __init__(self, error):
        super().__init__("contact_api")
        self.error = error
        self.cli = Commands()

    def wsgi_app(self, environ, start_response):
        raise self.error
