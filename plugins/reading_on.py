"""What to read after an article: three related ones, and those beside it by date.

Gives each article `related` (a tuple), `newer` and `older` (an article, or None). Worked out once for all of
them: a template that went through every article for each would take their number squared.
"""

from itertools import pairwise

from pelican import signals

MANY = 3


def relate(generator):
    """Give every article its own."""
    articles = generator.articles
    for article in (*articles, *generator.drafts, *generator.hidden_articles):
        article.newer = article.older = None
    for newer, older in pairwise(articles):
        newer.older, older.newer = older, newer
    candidates = _candidates(articles)
    for article in (*articles, *generator.drafts, *generator.hidden_articles):
        found = candidates.get(article.category.slug, candidates[None])
        article.related = tuple(other for other in found if other.slug != article.slug)[:MANY]


def _candidates(articles):
    """By theme the few articles that can be related to one of it, best first; by None for any other theme."""
    found = {}
    for slug in (None, *{article.category.slug for article in articles}):
        # One more than is shown, for the article itself is among them.
        same = [article for article in articles if article.category.slug == slug][: MANY + 1]
        others = (article for article in articles if article.category.slug != slug)
        found[slug] = [*same, *(article for article, _ in zip(others, range(MANY), strict=False))]
    return found


def register():
    signals.article_generator_finalized.connect(relate)
