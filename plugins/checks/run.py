"""The whole check: every text by every rule, with what has not changed taken from the last time."""

import hashlib
import json
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from plugins.checks import advice, meta_rules, site_rules, spelling, text_rules
from plugins.checks.problem import Problem, problem
from plugins.checks.site import Facts, Site, facts_of
from plugins.checks.source import KINDS, read

WORD_LIST = "woordenlijst.txt"
# Starting a process costs as much as some fifty texts.
MANY = 100
_RULES = (*meta_rules.RULES, *text_rules.RULES, *advice.RULES)


@dataclass(frozen=True)
class Report:
    """Problems in order of file and line, how many texts were looked at, and whether spelling was."""

    problems: tuple
    files: int
    spelling: bool

    @property
    def errors(self):
        """The problems that stop a publication."""
        return tuple(problem for problem in self.problems if problem.is_error)


def check(folder, practice, cache=None, now=None):
    """Look at every text under the content folder. `cache` is a file that may be lost at any time."""
    folder, now = Path(folder), now or datetime.now()
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    texts = [file for file in files if file.split("/")[0] in KINDS and not is_scratch(file)]
    site = _site(practice, texts)
    kept = _read_cache(cache, site)
    results = _look(folder, texts, site, kept["results"])
    spelled = _spell(results, kept["asked"])
    _write_cache(cache, site, results, kept["asked"])

    facts = tuple(Facts(**_tuples(result["facts"])) for result in results.values() if result["facts"])
    whole = site_rules.Whole(facts, frozenset(files), folder, now)
    problems = [Problem(**found) for result in results.values() for found in result["problems"]]
    problems += [found for rule in site_rules.RULES for found in rule(whole)]
    if spelled:
        problems += _spelling_problems(folder, results)
    return Report(tuple(sorted(problems)), len(texts), spelled)


def look_at(file, data, site):
    """One text by every rule that needs no other: what to keep of it, as plain data."""
    if not file.endswith(".md"):
        ending = "." + file.rpartition(".")[2]
        return _result([problem(file, 1, "not_markdown", ending=ending)])
    source, problems = read(file, data)
    if source is None:
        return _result(problems)
    problems += [found for rule in _RULES for found in rule(source, site)]
    return _result(problems, facts_of(source), spelling.words_of(source))


def is_scratch(file):
    """Whether a file with this name is what editors and systems leave behind."""
    name = file.rpartition("/")[2]
    return (
        name.startswith((".", "#", "~"))
        or name.endswith(("~", ".swp", ".tmp", ".bak"))
        or name == "Thumbs.db"
    )


def _result(problems, facts=None, words=None):
    return {
        "problems": [asdict(found) for found in problems],
        "facts": asdict(facts) if facts else None,
        "words": words or {},
        # None until the dictionary was asked.
        "unknown": None,
    }


def _look(folder, texts, site, kept):
    """A result for each text: kept from last time when its bytes and all that rules know are the same."""
    results, todo = {}, []
    for file in texts:
        try:
            data = (folder / file).read_bytes()
        except OSError as error:
            cause = error.strerror or type(error).__name__
            results[file] = _result([problem(file, 1, "not_readable", cause=cause)])
            continue
        digest = hashlib.sha256(data).hexdigest()
        earlier = kept.get(file)
        if earlier and earlier["digest"] == digest:
            results[file] = earlier
        else:
            todo.append((file, data, digest))
    if len(todo) > MANY:
        with ProcessPoolExecutor() as pool:
            arguments = zip(*((file, data, site) for file, data, _ in todo), strict=True)
            found = list(pool.map(look_at, *arguments, chunksize=32))
    else:
        found = [look_at(file, data, site) for file, data, _ in todo]
    for (file, _, digest), result in zip(todo, found, strict=True):
        results[file] = result | {"digest": digest}
    return results


def _spell(results, asked):
    """Ask the dictionary about words that are new to it; `asked` maps a word to whether it is unknown.

    Whether every text was looked at.
    """
    new = [result for result in results.values() if result["unknown"] is None]
    words = sorted({word for result in new for word in result["words"]} - asked.keys())
    unknown = spelling.unknown(words) if words else set()
    if unknown is None:
        return False
    asked.update((word, word in unknown) for word in words)
    for result in new:
        result["unknown"] = {word: line for word, line in result["words"].items() if asked[word]}
        result["words"] = {}
    return True


def _spelling_problems(folder, results):
    path = folder / WORD_LIST
    own = spelling.read_word_list(path.read_text(encoding="utf-8")) if path.exists() else frozenset()
    found = {file: result["unknown"] or {} for file, result in results.items()}
    return spelling.spelling_problems(found, own)


def _site(practice, texts):
    services = frozenset(Path(file).stem for file in texts if KINDS[file.split("/")[0]] == "service")
    return Site(practice.name, tuple(practice.themes), tuple(practice.prices), services)


def _version(site):
    """Anything that changes what a text's own rules say: this code, and what they know beside the text."""
    code = b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.parent.glob("**/*.py")))
    known = repr((site.name, site.themes, site.prices, sorted(site.services))).encode()
    return hashlib.sha256(code + known).hexdigest()


def _read_cache(path, site):
    """What was kept: the results by file, and the words that were asked."""
    try:
        stored = json.loads(Path(path).read_bytes()) if path else {}
        if stored.get("version") == _version(site):
            return {"results": dict(stored["results"]), "asked": dict(stored["asked"])}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        # Damaged or half written: everything is looked at anew.
        pass
    return {"results": {}, "asked": {}}


def _write_cache(path, site, results, asked):
    if not path:
        return
    part = Path(path).with_suffix(".part")
    part.parent.mkdir(parents=True, exist_ok=True)
    kept = {file: result for file, result in results.items() if "digest" in result}
    stored = {"version": _version(site), "results": kept, "asked": asked}
    part.write_text(json.dumps(stored), encoding="utf-8")
    part.replace(path)


def _tuples(facts):
    """Facts as they were: JSON has no tuples."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in facts.items()}
