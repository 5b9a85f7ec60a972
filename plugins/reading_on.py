"""What to read after an article: three related ones, and those beside it by date.

Gives each article `related` (a tuple), `newer` and `older` (an article, or None). Worked out once for all of
them: a template that went through every article for each would take their number squared.
"""

from itertools import pairwise

from pelican import signals

MANY = 3


def related(article, listed):
    """Up to MANY of `listed`, in its order: first those of the same theme."""
    others = [other for other in listed if other.slug != article.slug]
    same = [other for other in others if other.category == article.category]
    return tuple([*same, *(other for other in others if other.category != article.category)][:MANY])


def relate(generator):
    """Give every article its own."""
    articles = generator.articles
    for article in (*articles, *generator.drafts, *generator.hidden_articles):
        article.newer = article.older = None
    for newer, older in pairwise(articles):
        newer.older, older.newer = older, newer
    candidates = _candidates(articles)
    for article in (*articles, *generator.drafts, *generator.hidden_articles):
        article.related = related(article, candidates.get(article.category.slug, candidates[None]))


def _candidates(articles):
    """By theme the few articles that can be related to one of it; by None for a theme without articles."""
    found = {}
    for slug in (None, *{article.category.slug for article in articles}):
        # One more than is shown, for the article itself is among them.
        same = [article for article in articles if article.category.slug == slug][: MANY + 1]
        others = (article for article in articles if article.category.slug != slug)
        found[slug] = [*same, *(article for article, _ in zip(others, range(MANY), strict=False))]
    return found


def register():
    signals.article_generator_finalized.connect(relate)
