"""Why this file exists: the words that make a requirement impossible to check are many, and are kept apart from rules.

These are the words of taste and the amounts without a figure; `english.loopholes` has the ways out. A word with a
second, technical sense ("clear the cache", "smart quotes") stands here with the surroundings that tell them
apart. The families follow ISO/IEC/IEEE 29148 (subjective language, vague quantities); the lists are our own.

Left out, because they are more often right than wrong in software: "accessible", "immediately", "multiple", "native",
"safe", "advanced", "some", "all", "any", "can", and comparisons without a measure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import itemgetter

from hybridtui.core.english.patterns import cues

_BLANK = re.compile(r"(\(\?<[!=][^()]*\))| ")


@dataclass(frozen=True)
class Smells:
    """A family of smells: plain words, and phrases in the syntax of `english.patterns`; all in lower case."""

    words: tuple[str, ...]
    phrases: tuple[str, ...]

    def find(self, text: str) -> Iterator[re.Match[str]]:
        """Where `text`, which is in lower case, has one of them as whole words."""
        return self._pattern.finditer(text)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """Made when first used (20 ms), and not blind to case: that would take three times as long to search."""
        source = cues(*_by_letter(self.words), *self.phrases).pattern
        source = _BLANK.sub(lambda blank: blank[1] or " +", source)  # a look-behind must have a fixed length
        return re.compile(rf"(?<![\w'’-])(?:{source})(?![\w'’-])")


def _by_letter(words: Iterable[str]) -> Iterator[str]:
    """Patterns for the words that begin with one letter, which is then looked for once and not for each of them."""
    for letter, group in groupby(sorted(words, key=itemgetter(0)), itemgetter(0)):
        yield f"{letter}(?:{'|'.join(word[1:] for word in group)})"


def smells(words: str, *phrases: str) -> Smells:
    """The family of `words`, parted by blanks, and `phrases`, where a blank stands for any number of blanks."""
    return Smells(tuple(words.split()), phrases)


def _inflected(adjectives: str) -> str:
    """Each adjective with its adverb and its noun: "slick slickly slickness"."""
    forms = [""]
    for word in adjectives.split():
        if word.endswith("y"):
            forms += (word, f"{word[:-1]}ily", f"{word[:-1]}iness")
        elif word.endswith("le"):
            forms += (word, f"{word[:-1]}y", f"{word[:-2]}ility")
        else:
            forms += (word, f"{word}ally" if word.endswith("ic") else f"{word}ly", f"{word}ness")
    return " ".join(forms)


def _compared(adjectives: str) -> str:
    """The same, and each adjective in its comparative and superlative: "easier easiest"."""
    stems = [f"{word[:-1]}i" if word.endswith("y") else word.removesuffix("e") for word in adjectives.split()]
    return " ".join((_inflected(adjectives), *(f"{stem}{end}" for stem in stems for end in ("er", "est"))))


_INTERFACE = (
    "<look looks feel design layout ui ux interface page screen style styling experience appearance app website"
    " product dashboard theme code>"
)
_IS = "<is are be being been stay stays remain remains feel feels look looks seem seems keep_it keeps_it>"
_VERY = r"(?:<very more as so really quite too pretty highly fully> )?"

SUBJECTIVE = smells(
    _compared(
        "easy friendly sleek slick snappy crisp tidy trendy fancy sturdy classy clunky zippy nifty handy breezy"
        " pleasant sane savvy"
    )
    + _inflected(
        "intuitive convenient comfortable pleasing delightful enjoyable beautiful attractive appealing elegant stylish"
        " polished seamless effortless painless frictionless straightforward self-explanatory obvious understandable"
        " usable graceful decent sensible robust resilient bulletproof reliable dependable trustworthy flexible"
        " adaptable versatile extensible powerful sophisticated meaningful informative memorable engaging compelling"
        " modern contemporary uncluttered maintainable scalable efficient unobtrusive ergonomic forgiving clever"
        " excellent awesome amazing superb fantastic brilliant gorgeous stunning impressive thorough perfect"
        " comprehensive satisfactory tasteful prominent optimal lightweight thoughtful bearable tolerable"
        " approachable inviting welcoming soothing"
    )
    + " hassle-free fuss-free trouble-free well-crafted well-designed well-structured well-organised well-organized"
    " well-behaved well-thought-out rock-solid battle-tested future-proof feature-rich cost-effective eye-catching"
    " non-intrusive good-looking best-of-breed simplicity usability stability responsiveness readability clarity"
    " goodness usefulness helpfully usefully nicely neatly cleanly clearly consistently accurately securely legibly"
    " smoothly fluidly fluently smartly intelligently",
    r"simpl(?:er|est|y)(?! <be put>)|simple(?! <majority mail past list string query object text>)",
    r"pretty(?! print)|prettier|prettiest|nice(?! <to_have levels? values?>)|nicer|nicest|acceptabl[ey](?! use)",
    r"(?:user|developer|newcomer|beginner|customer|budget)-friendly|easy-to-\w+|ease of use|with ease",
    r"<high top decent great premium good>[- ]quality|best[- ]in[- ]class|world[- ]class|top[- ]notch|top of the line",
    r"first[- ]<class rate>(?! <function object value citizen>)|state[- ]of[- ]the[- ]art|<cutting leading>[- ]edge",
    r"<production enterprise professional commercial industrial>-<ready grade looking quality strength>",
    r"looks? <good nice great professional right fresh cheap ugly the_part>",
    rf"clean(?=(?: and \w+)? {_INTERFACE}\b)|{_IS} {_VERY}clean(?! <up of from>)",
    r"clear(?=(?: and \w+)? <error errors message messages feedback wording language overview indication hint way"
    r" explanation explanations instructions labels? structure navigation picture>\b)",
    rf"clearer|clearest|{_IS} {_VERY}clear(?! of)",
    r"(?<!known )(?<!last )good(?! <standing friday faith until for_one morning evening night day>)",
    r"great(?! <britain circle grand>)|(?<!to )cool(?! <down off>)|intelligent|second to none",
    r"smart(?! <quotes? cards? tv tvs phones? watch watches home homes contracts? pointers? meters? locks? speakers?"
    r" devices? plugs?>)",
    r"smooth(?! <scroll scrolling curve line>)|smoother|fluid(?! ounces?)|fluent",
    r"solid(?! <colou?rs? lines? background state fill border black white red green blue>)",
    r"(?<=is )stable(?! <across between>)|(?<=be )stable(?! <across between>)",
    r"useful(?! <for to when if in>)|helpful(?! <for to when if in>)",
    rf"{_IS} {_VERY}<secure responsive natural familiar accurate fun light minimal ideal fresh rich quiet legible>",
    rf"{_IS} {_VERY}<neat consistent(?!_with) effective(?!_from) readable(?!_by) right(?!_to)>",
    rf"<familiar responsive consistent natural neat rich fresh minimalist fun>(?=(?: and \w+)? {_INTERFACE}\b)",
    r"neat(?=(?: \w+)? <features? tricks? way list little>)|best possible|as good as <possible new>",
    r"<best ideal greatest finest> (?=<experience results? quality way user_experience solution>\b)",
    r"without (?:<any much a the> )?<hassle fuss friction pain trouble headaches? effort hiccups? drama clutter>",
    r"an? <joy pleasure breeze delight snap charm> to <use work read look set>|a breeze|like <magic a_charm>",
    r"at a glance|just works?|<works? performs? scales? behaves? reads? copes?>(?: \w+)? <well nicely fine properly>",
    r"bells and whistles|eye candy|easy on the eyes?|fun to <use play read>",
)
"""L1: words of taste. An adjective counts with its adverb and its noun."""

_THINGS = (
    "<files? uploads? datasets? data volumes? tables? numbers? amounts? lists? documents? images? teams? batch batches"
    " quantity quantities loads? delays? payloads? imports? exports? attachments? projects? queries messages customers?"
    " results? accounts?>"
)

VAGUE = smells(
    _compared("quick speedy rapid timely")
    + _inflected("performant high-performance considerable substantial excessive negligible noticeable")
    + " several various numerous countless umpteen plentiful sizeable sizable somewhat slightly shortly promptly"
    " swiftly instantly instantaneous instantaneously lightning-fast blazing-fast super-fast asap optimised optimized"
    " insignificant significantly sporadic sporadically unduly overly roughly approximately often regularly"
    " periodically occasionally sometimes rarely seldom repeatedly intermittently fastest recently",
    r"fast(?! <forward path lane food fourier>)|faster(?! than)|frequent(?:ly)?(?! asked)",
    r"instant(?! <messag\w+ in of at replay apps?>)|significant(?! <digits? figures? bits? bytes?>)",
    rf"{_IS} {_VERY}slow|<quite rather not_too> many|much of the|a few|a good few",
    r"(?:in |near[- ])?real[- ]time(?! <clock clocks operating>)",
    r"a <handful couple bunch number lot load ton wealth host variety myriad multitude slew> of",
    r"<lots tons loads piles heaps masses hundreds thousands dozens millions plenty bunches zillions> of",
    r"<some most the_majority the_bulk a_fraction> of the time|<good high> <performance speed throughput>|at speed",
    r"(?<!as )(?<!how )(?<!so )(?<!to )(?<!too )many(?! to)",
    rf"<large big huge massive enormous small tiny high low heavy moderate limited minimal>(?= {_THINGS}\b)",
    r"<low high short long minimal little heavy light>[- ]<latency throughput load traffic latencies volume overhead"
    r" downtime effort delay demand concurrency waits?>",
    r"(?:in|within|after|for|over|at)(?: an?| the)? <short long brief reasonable acceptable timely decent good small>"
    r" <time while period moment delay interval timeframe manner amount wait spell notice pause>",
    r"<reasonable acceptable adequate> <time delay speed response_times? performance latency load>",
    r"(?:for|after|in) a <while moment bit sec little_while few_moments>|in no time|before long|at short notice",
    r"every <so_often now_and_then once_in_a_while now_and_again>|now and <then again>|once in a while",
    r"from time to time|on <a_regular an_ongoing occasion a_frequent>(?: basis)?|at <regular frequent> intervals",
    r"as <often rarely little few many much>(?: \w+)? as <possible needed necessary practical feasible>",
    r"as <fast quick quickly soon swiftly rapidly small short cheap cheaply low early> as <possible feasible can_be"
    r" practical it_can we_can>",
    r"right away|straight away|in a <flash jiffy snap blink heartbeat trice>|in <quick short rapid> <order succession>",
    r"(?<!most )recent(?= \w)|up[- ]to[- ]date(?! with)|or so(?! that)|or thereabouts|give or take|more or less",
    r"<large big long small high low often far good fast> enough|enough <time space room memory capacity items>",
    r"too <many much long large big small slow often few late short high low frequently>",
    r"in the <region vicinity neighbou?rhood> of|a tad|a fair <bit amount number>|to some <extent degree>",
    r"<minimal minimum maximum> <effort delay downtime disruption>|large[- ]scale|high[- ]volume|<lightly heavily>"
    r" <used loaded>",
    r"<limited certain small large good fair growing> <number amount quantity range set share> of|the odd \w+",
)
"""L2: amounts, speeds and times that name no figure."""
