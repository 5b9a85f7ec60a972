"""hCaptcha: does it know our secret and our site key, and do they belong together.

By a token that nobody solved. With the right secret the answer is that the token is no good; anything else
that is wrong is said first: https://docs.hcaptcha.com/#siteverify-error-codes-table
"""

from contact_api.captcha import Verdict
from contact_api.checks.findings import Area
from contact_api.messages.checks import CONNECTIONS, FOUND

NONSENSE = "geen-echt-token-van-check-config"


def check_hcaptcha(captcha):
    """Findings about the service behind `captcha`."""
    area = Area("hcaptcha")
    judgement = captcha.verify(NONSENSE, "")
    if judgement.verdict is Verdict.REFUSED:
        return [area.good("hcaptcha")]
    if judgement.verdict is Verdict.PASSED:
        return [area.wrong("hcaptcha_passes", "hcaptcha_passes")]
    if judgement.verdict is Verdict.UNREACHABLE:
        trouble = ", ".join(CONNECTIONS.get(code, code) for code in judgement.codes)
        return [area.wrong("hcaptcha_away", "hcaptcha_away", trouble=trouble)]
    known = [code for code in judgement.codes if code in FOUND]
    if not known:
        return [area.wrong("hcaptcha_other", "hcaptcha_other", codes=", ".join(judgement.codes))]
    return [area.wrong(code, code) for code in known]
