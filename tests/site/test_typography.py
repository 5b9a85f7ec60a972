"""Dutch typography, on running text and on rendered content."""

import pytest

from plugins.typography import typeset, typeset_html


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("'s Avonds en 's nachts", "’s Avonds en ’s nachts"),
        ("in 't bos, zo'n kind, foto's, m'n en z'n", "in ’t bos, zo’n kind, foto’s, m’n en z’n"),
        ("de zomer van '68", "de zomer van ’68"),
        ("‘s avonds", "’s avonds"),
        ('Ze zei: "Kom maar."', "Ze zei: “Kom maar.”"),
        ('("Kom")', "(“Kom”)"),
        ("Hij vroeg 'wanneer?'", "Hij vroeg ‘wanneer?’"),
        ("Hans' boek", "Hans’ boek"),
        ("€95 of € 95", "€\xa095 of €\xa095"),
        ("op 3 maart 2026 en 14 mei", "op 3\xa0maart\xa02026 en 14\xa0mei"),
        ("kijk op https://x.nl/it's?a='b' of a'b@c.nl", "kijk op https://x.nl/it's?a='b' of a'b@c.nl"),
        ("al goed: ’s avonds, zo’n, “ja”", "al goed: ’s avonds, zo’n, “ja”"),
        ("een -- streepje", "een -- streepje"),
        ("", ""),
    ],
)
def test_running_text(typed, set_):
    """What a coach types becomes what a Dutch printer sets; a second time changes nothing."""
    assert typeset(typed) == set_
    assert typeset(set_) == set_


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("<p>'s Avonds <em>'s nachts</em></p>", "<p>’s Avonds <em>’s nachts</em></p>"),
        ("<p><code>zo'n</code> zo'n</p>", "<p><code>zo'n</code> zo’n</p>"),
        ("<pre><code>'a'</code> 'b'</pre>'c'", "<pre><code>'a'</code> 'b'</pre>‘c’"),
        ("<a href=\"/'s/\" title='\"x\"'>foto's</a>", '<a href="/\'s/" title=\'"x"\'>foto’s</a>'),
        ('<p>"<em>Kom</em>", zei ze</p>', "<p>“<em>Kom</em>”, zei ze</p>"),
        ("<p>&quot;Kom&quot;</p>", "<p>“Kom”</p>"),
        ("<!-- 'a' --><p>'b'</p>", "<!-- 'a' --><p>‘b’</p>"),
        ("<p>een</p><p>'twee'</p>", "<p>een</p><p>‘twee’</p>"),
    ],
)
def test_rendered_content(typed, set_):
    """Never in code, comments, addresses or attributes; a quote knows what stood before a tag."""
    assert typeset_html(typed) == set_
