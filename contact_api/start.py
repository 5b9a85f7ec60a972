"""How every entry makes the application: with nobody looking for garbage while it loads."""

import gc


def start():
    """The WSGI application, by the settings of the environment.

    What is loaded now stays for as long as the process; looking through it again and again while it loads
    is a thirtieth of a cold start (https://docs.python.org/3/library/gc.html#gc.freeze).
    """
    gc.disable()
    try:
        from contact_api.app import create_app

        return create_app()
    finally:
        gc.freeze()
        gc.enable()
