"""Images in a text: each becomes a picture in the sizes and formats that browsers choose from.

What is published is made anew of the photo, without what the camera wrote in it; the photo itself is not
published, not even where a text links to it. A fault in an image fails the build, in words for the coach,
with all of them named at once.
"""

import logging
import re
from pathlib import Path
from urllib.parse import urlsplit

from pelican import contents, signals

from plugins import output_folder
from plugins.album import Album, is_ours
from plugins.build_cache import BuildCache, fingerprint
from plugins.image_tags import replace_images, replace_links
from plugins.incremental.asked import text_revived
from plugins.typography import typeset

ALBUM, MACROS = "IMAGE_ALBUM", "IMAGE_MACROS"
_VERSION = "IMAGE_MACROS_VERSION"
_PHOTO = re.compile(r"\.(jpe?g|png|webp|gif|tiff?|avif|bmp|hei[cf])$", re.IGNORECASE)

logger = logging.getLogger(__name__)


def illustrate(html, album, macros, text):
    """The rendered `html` of the file `text` with its images as `macros` show them."""

    def render(tag):
        if not is_ours(tag.source):
            return None
        picture = album.show(tag.source, text)
        if tag.caption and not tag.alone:
            album.refuse("caption_inside", tag.source, text)
        if picture is None:
            # Noted; Pelican need not look for it as well.
            return ""
        shown = macros.picture(picture=picture, alt=typeset(tag.alt), eager=tag.first, others=tag.others)
        return macros.figure(picture=shown, caption=typeset(tag.caption)) if tag.caption else shown

    def target(address):
        # Pelican would publish what a text links to: a photo as it came from the camera.
        if not is_ours(address) or not _PHOTO.search(urlsplit(address).path):
            return None
        picture = album.show(address, text)
        if picture is None:
            return ""
        return picture.sources[-1][1][-1][0] if picture.sources else picture.src

    return replace_links(replace_images(html, render), target)


def open_album(generator):
    """Give the build its album, and the templates' own way to show a picture."""
    if ALBUM not in generator.context:
        cache = BuildCache(Path(generator.settings["CACHE_PATH"], "images"))
        generator.context[ALBUM] = Album(generator.settings["PATH"], cache)
        name = "macros/picture.html"
        generator.context[MACROS] = generator.env.get_template(name).module
        generator.context[_VERSION] = fingerprint(generator.env.loader.get_source(generator.env, name)[0])


def illustrate_content(content):
    """Show the images of one article or page; its links to files are not looked at yet."""
    if isinstance(content, contents.Article | contents.Page):
        context = content._context
        content._content = illustrate(content._content, context[ALBUM], context[MACROS], content.source_path)
        content.pictures = (context[_VERSION], context[ALBUM].answers(content.source_path))


def still_holds(content):
    """Whether the pictures in a text that was kept are what they would be now."""
    version, answers = content.pictures
    album = content._context[ALBUM]
    if answers is None or (answers and version != content._context[_VERSION]):
        return False
    return all(album.show(source, content.source_path) == picture for source, picture in answers)


def publish(generators):
    """Write every file of every picture to the output."""
    context = generators[0].context
    texts = {text.source_path for text in context["generated_content"].values() if text.save_as}

    def holds(file):
        return output_folder.holds(generators[0], file.address.lstrip("/"), file.key)

    files = context[ALBUM].make(texts, holds)
    if problems := context[ALBUM].problems(texts):
        logger.error("\n".join(problems))
        return
    for file, data in files.items():
        output_folder.put(generators[0], file.address.lstrip("/"), file.key, data)
    BuildCache(Path(generators[0].settings["CACHE_PATH"], "images")).prune()


def register():
    signals.generator_init.connect(open_album)
    signals.content_object_init.connect(illustrate_content)
    text_revived.connect(still_holds)
    signals.all_generators_finalized.connect(publish)
