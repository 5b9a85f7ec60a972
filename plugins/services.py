"""Pages under `diensten/` are services: an address of their own, and an ordered list for every template."""

from pelican import contents, signals

FOLDER = "diensten/"


def is_service(page):
    """Whether this content is a service page."""
    return isinstance(page, contents.Page) and page.relative_source_path.startswith(FOLDER)


def give_address(page):
    """/diensten/SLUG/ instead of /SLUG/."""
    if is_service(page):
        page.override_url = f"{FOLDER}{page.slug}/"
        page.override_save_as = f"{FOLDER}{page.slug}/index.html"


def list_services(generator):
    """Put `services` in the context, in the order that their front matter asks for."""
    services = [page for page in generator.pages if is_service(page)]
    generator.context["services"] = sorted(services, key=lambda page: (page.order, page.title))


def register():
    signals.content_object_init.connect(give_address)
    signals.page_generator_finalized.connect(list_services)
