"""What each kind of page weighs and how it does in Lighthouse, beside plain Pelican: python -m bench.pages

--runs N: Lighthouse runs of each page, mobile and desktop (3). --weights: no Lighthouse. --only NAMES: of
these pages, beside that of one sentence. --every: each page of the site by its address, no plain Pelican.
"""

import argparse
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright
from rich.console import Console
from rich.table import Table

from bench import lighthouse
from bench.sites import sites
from tests.e2e.browser import ARGUMENTS, system_browser
from tests.e2e.places import PHONE


def main():
    parser = argparse.ArgumentParser(prog="python -m bench.pages")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--weights", action="store_true")
    parser.add_argument("--only", nargs="+", help="names of pages, as the table has them")
    parser.add_argument("--every", action="store_true")
    options = parser.parse_args()
    console = Console(width=140)
    if not options.weights:
        lighthouse.install()
    with tempfile.TemporaryDirectory() as folder, sites(Path(folder), options.every) as pages:
        pages = [page for page in pages if not options.only or page.name in (pages[0].name, *options.only)]
        console.print(weights(pages))
        if not options.weights:
            results = runs(pages, options.runs, console)
            console.print(scores(pages, results))
            for page in pages:
                failed = sorted(
                    {
                        name
                        for form in lighthouse.FORMS
                        for each in results[page, form]
                        for name in each.failed
                    }
                )
                if failed:
                    console.print(f"{page.name}: {', '.join(failed)}")


def weights(pages):
    """A table: the page itself; with the headers of its answer; all of a first view and a second one."""
    columns = (
        "page",
        "html",
        "brotli 11",
        "gzip 9",
        "with headers",
        "requests",
        "first view",
        "again",
        "script",
    )
    table = Table(*columns, title="bytes")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=system_browser(), args=list(ARGUMENTS))
        for page in pages:
            files = [page.file, *(page.file.with_name(page.file.name + suffix) for suffix in (".br", ".gz"))]
            # What is too small to gain from it has no compressed copy.
            sizes = [(file if file.exists() else page.file).stat().st_size for file in files]
            table.add_row(page.name, *map(str, sizes), *map(str, views(browser, page.address)))
        browser.close()
    return table


def views(browser, address):
    """Bytes of the page, requests and bytes of a first view, bytes of a second, bytes of script in the first.

    All as they come over the wire by HTTP/1.1, headers included; HTTP/2 and 3 press these together. Images
    of the content are left out: how many there are is the writer's choice.
    """
    context = browser.new_context(viewport=PHONE, device_scale_factor=2, is_mobile=True)
    page = context.new_page()
    kinds, bytes_of = {}, {}
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
    session.on(
        "Network.loadingFinished",
        lambda event: bytes_of.update({event["requestId"]: int(event["encodedDataLength"])}),
    )
    page.goto(address, wait_until="networkidle")
    first = {name: size for name, size in bytes_of.items() if kinds.get(name) != "Image"}
    of_kind = lambda kind: sum(size for name, size in first.items() if kinds.get(name) == kind)  # noqa: E731
    bytes_of.clear()
    page.goto(address, wait_until="networkidle")
    second = sum(bytes_of.values())
    context.close()
    return of_kind("Document"), len(first), sum(first.values()), second, of_kind("Script")


def runs(pages, count, console):
    """Results by page and form. One run of every page in turn, so that a slow moment falls on all of them."""
    found = {(page, form): [] for page in pages for form in lighthouse.FORMS}
    for number in range(count):
        for (page, form), results in found.items():
            console.print(f"run {number + 1} of {count}: {page.name}, {form}", style="dim")
            results.append(lighthouse.measure(page.address, form))
    return found


def scores(pages, results):
    """A table of medians."""
    table = Table(
        *("page", "mobile", "desktop", "LCP mobile, s", "× one sentence", "CLS", "TBT, ms"),
        title="Lighthouse: performance / accessibility / best practices / SEO; LCP and TBT simulated",
    )
    least = statistics.median(each.lcp for each in results[pages[0], "mobile"])
    for page in pages:
        mobile = results[page, "mobile"]
        lcp, cls, tbt = (
            statistics.median(getattr(each, name) for each in mobile) for name in ("lcp", "cls", "tbt")
        )
        forms = [_medians(results[page, form]) for form in lighthouse.FORMS]
        table.add_row(
            page.name, *forms, f"{lcp / 1000:.2f}", f"{lcp / least:.2f}", f"{cls:.3f}", f"{tbt:.0f}"
        )
    return table


def _medians(results):
    return " / ".join(
        f"{statistics.median(column):.0f}" for column in zip(*(each.scores for each in results), strict=True)
    )


if __name__ == "__main__":
    main()
