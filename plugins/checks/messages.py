"""What the check says: code → what is wrong, how to mend it. ERRORS stop a publication; ADVICE does not."""

WORDS = {
    # The file and its header.
    "not_utf8": (
        "Dit bestand is niet als UTF-8 bewaard; letters met accenten raken zoek.",
        "Open het in je tekstprogramma en bewaar het opnieuw, met codering UTF-8.",
    ),
    "not_markdown": (
        "Dit bestand eindigt op {ending}; een tekst moet op .md eindigen en wordt anders overgeslagen.",
        "Bewaar de tekst als Markdown-bestand (.md) met een kop erboven, of haal het bestand weg.",
    ),
    "not_readable": (
        "Dit bestand kan niet worden gelezen ({cause}).",
        "Kijk of je het zelf kunt openen, of zet een nieuwe kopie neer.",
    ),
    "header_missing": (
        "Boven de tekst ontbreekt de kop met titel en omschrijving.",
        "Begin het bestand met een regel ---, dan de kop (title: …), dan weer een regel ---.",
    ),
    "header_unclosed": (
        "De kop boven de tekst wordt niet afgesloten.",
        "Zet een regel met alleen --- tussen de kop en de tekst.",
    ),
    "header_yaml": (
        "De kop is op deze regel niet te lezen.",
        "Staat er een dubbele punt of aanhalingsteken in? Zet de hele waarde tussen rechte aanhalingstekens: "
        'title: "Zo: goed".',
    ),
    "header_no_keys": (
        "De kop bestaat niet uit regels zoals title: …",
        "Schrijf elke regel als naam, dubbele punt, spatie, waarde.",
    ),
    "key_unknown": (
        "De naam “{key}” ken ik niet; deze regel wordt niet gebruikt.",
        "{hint}",
    ),
    "key_twice": (
        "“{key}” staat twee keer in de kop; alleen één ervan telt.",
        "Haal een van de twee regels weg (de eerste staat op regel {first}).",
    ),
    "title_missing": ("De titel ontbreekt.", "Voeg in de kop toe: title: De titel van je tekst"),
    "description_missing": (
        "De omschrijving ontbreekt; zoekmachines tonen dan een willekeurig stuk tekst.",
        "Voeg in de kop toe: description: Eén of twee zinnen over deze tekst",
    ),
    "lead_missing": (
        "De inleiding ontbreekt.",
        "Voeg in de kop toe: lead: De zin die groot onder de titel staat",
    ),
    "date_missing": ("De datum ontbreekt.", "Voeg in de kop toe: date: {today}"),
    "date_wrong": (
        "“{value}” is geen datum die ik begrijp.",
        "Schrijf de datum als {today} of als 3 maart 2026.",
    ),
    "date_unclear": (
        "De datum “{value}” kan twee dingen betekenen: {first} of {second}.",
        "Schrijf de maand voluit ({first}) of gebruik jaar-maand-dag ({iso}).",
    ),
    "slug_wrong": (
        "Het adres “{value}” kan niet in een webadres staan.",
        "Gebruik alleen kleine letters, cijfers en streepjes, bijvoorbeeld: {likely}",
    ),
    "status_unknown": (
        "De status “{value}” ken ik niet.",
        "Kies draft (concept, alleen in het voorbeeld te zien) of published (gepubliceerd).",
    ),
    "category_missing": ("Het thema ontbreekt.", "Voeg in de kop toe: category: {known}"),
    "category_unknown": (
        "Het thema “{value}” staat niet in praktijk.toml.",
        "{hint}",
    ),
    "service_unknown": (
        "De dienst “{value}” bestaat niet.",
        "Kies uit: {known}.",
    ),
    "price_unknown": (
        "De prijs “{value}” staat niet in praktijk.toml onder [prijzen].",
        "Kies uit: {known}.",
    ),
    "not_filled_in": (
        "Achter “{key}” staat nog de voorbeeldtekst.",
        "Schrijf er je eigen tekst, of zet de status terug op draft.",
    ),
    "not_text": ("“{key}” moet gewone tekst zijn.", "Schrijf één zin achter {key}: en geen lijst."),
    "not_yes_no": ("“{key}” is ja of nee.", "Schrijf {key}: true of {key}: false."),
    # The text.
    "heading_one": (
        "De kop “{text}” is van het hoogste niveau; dat is al de titel van de pagina.",
        "Zet er een hekje bij: ## {text}",
    ),
    "heading_jump": (
        "De kop “{text}” slaat een niveau over.",
        "Gebruik {expected} in plaats van {found}.",
    ),
    "link_text": (
        "De linktekst “{text}” zegt niet waar de link heen gaat.",
        "Noem het doel, bijvoorbeeld: [het artikel over tegenwil](…).",
    ),
    "link_empty": ("Deze link heeft geen tekst.", "Zet tussen de vierkante haken waar de link heen gaat."),
    "link_file": (
        "De link naar {target} leidt nergens heen: dat bestand is er niet.",
        "{hint}",
    ),
    "link_page": (
        "De link naar {target} leidt nergens heen: die pagina is er niet.",
        "{hint}",
    ),
    "link_anchor": (
        "Op de pagina waar {target} naar verwijst, is er geen kop met die naam.",
        "{hint}",
    ),
    "link_relative": (
        "De link {target} werkt niet op de website.",
        "Schrijf een eigen tekst als {{filename}}/artikelen/naam.md, of een adres met https:// ervoor.",
    ),
    "link_draft": (
        "De link naar {target} gaat naar een concept; op de website bestaat die pagina niet.",
        "Publiceer die tekst ook, of haal de link weg.",
    ),
    "image_missing": (
        "De afbeelding {target} is er niet.",
        "Zet het bestand in content/afbeeldingen/ en schrijf {{static}}/afbeeldingen/naam.jpg. {hint}",
    ),
    "image_alt": (
        "De afbeelding {target} heeft geen beschrijving voor wie haar niet ziet.",
        "Schrijf tussen de haken wat erop staat: ![Een kind aan tafel](…). Puur versiering? "
        "Schrijf ![](…){{: .versiering}}.",
    ),
    "html_third_party": (
        "Dit stuk HTML laadt iets van {host}; dan ziet een ander wie je bezoekers zijn.",
        "Maak er een gewone link van: [Bekijk het filmpje bij …]({address}).",
    ),
    "html_script": (
        "Dit stuk HTML voert een script uit.",
        "Haal <script> weg; de website werkt zonder.",
    ),
    "address_twice": (
        "Het adres {address} wordt ook gebruikt door {other}.",
        "Geef een van de twee een andere slug.",
    ),
    "moved_wrong": (
        "Deze regel begrijp ik niet.",
        "Schrijf het oude en het nieuwe adres zo: /artikelen/oud/ → /artikelen/nieuw/",
    ),
    "moved_target": (
        "Het nieuwe adres {target} bestaat niet.",
        "{hint}",
    ),
    "moved_taken": (
        "Op het oude adres {address} staat nu een andere tekst: {other}.",
        "Haal deze regel weg, of geef die tekst een andere slug.",
    ),
    # Advice.
    "description_length": (
        "De omschrijving telt {length} tekens; tussen 70 en 160 past in een zoekresultaat. "
        "Zo ziet het eruit:\n{preview}",
        "Maak haar {direction}.",
    ),
    "title_length": (
        "De titel telt {length} tekens; een zoekresultaat toont er ongeveer 60. "
        "Zo ziet het eruit:\n{preview}",
        "Zet het belangrijkste vooraan.",
    ),
    "sentence_long": (
        "Deze zin telt {length} woorden: “{sentence}”",
        "Maak er twee zinnen van; tot 25 woorden leest rustig.",
    ),
    "reading_hard": (
        "De tekst leest lastig: Flesch-Douma {flesch}, Leesindex A {index} (60 of meer is voor iedereen). "
        "De moeilijkste zinnen:\n{hardest}",
        "Kort deze zinnen in of kies gewonere woorden.",
    ),
    "passive": (
        "{count} van de {total} zinnen zijn lijdend, zoals: “{sentence}”",
        "Noem wie iets doet: “ik bel je” in plaats van “je wordt gebeld”.",
    ),
    "spelling": (
        "Onbekend woord: {word}.",
        "Klopt het wel? Zet het in content/woordenlijst.txt.{hint}",
    ),
    "orphan": (
        "Geen enkele andere tekst linkt naar dit artikel.",
        "Noem het in een artikel over iets wat ermee te maken heeft.",
    ),
    "photo_small": (
        "De foto {target} is {width} beeldpunten breed; op een groot scherm wordt hij wazig.",
        "Gebruik een foto van minstens {least} beeldpunten breed.",
    ),
}
ADVICE = frozenset(
    {
        "description_length",
        "title_length",
        "sentence_long",
        "reading_hard",
        "passive",
        "spelling",
        "orphan",
        "photo_small",
    }
)
ERRORS = frozenset(WORDS) - ADVICE
UNKNOWN_KEY = "Haal de regel weg, of gebruik een van de namen uit de handleiding."
DID_YOU_MEAN = "Bedoel je “{likely}”?"
ADD_THEME = "Kies uit: {known}. Een nieuw thema zet je erbij in praktijk.toml onder [site]."
NO_SPELLING = (
    "De spelling is niet nagekeken: hunspell met het Nederlandse woordenboek is hier niet geïnstalleerd "
    "(Debian, Ubuntu: apt-get install hunspell hunspell-nl)."
)
NO_HINT = "Kijk de naam na, of haal de link weg."
SHORTER, LONGER = "korter", "langer"
SUMMARY = "{errors} en {advice} in {files}."
NUMBERS = {
    "errors": ("1 fout", "{} fouten"),
    "advice": ("1 advies", "{} adviezen"),
    "files": ("1 bestand", "{} bestanden"),
}
ALL_WELL = "Alles in orde: {files} nagekeken."
