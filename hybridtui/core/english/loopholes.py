"""Why this file exists: some words let whoever builds a thing decide whether to, and are found before anybody builds.

These are the ways out, the open ends, the weak verbs and the gaps; `english.smells` has the words of taste and the
amounts without a figure. The lists are our own.
"""

from __future__ import annotations

import re

from hybridtui.core.english.smells import smells

_CIRCUMSTANCE = (
    r"<possible feasible practical practicable applicable appropriate needed necessary required(?=\W*(?:[,.;:)–—]|$))"
    " relevant desired desirable convenient sensible reasonable suitable viable prudent warranted helpful useful"
    " realistic doable achievable affordable>"
)

ESCAPE = smells(
    "appropriate appropriately inappropriate suitable suitably adequate adequately reasonable reasonably relevant"
    " sufficiently correctly properly preferably ideally hopefully best-effort satisfactorily realistically arguably"
    " possibly perhaps generally typically usually normally ordinarily mostly",
    r"<if when where wherever whenever unless as insofar_as so_far_as inasmuch_as to_the_extent provided_it_is>"
    rf" (?:<it this that they> )?(?:<is are at_all be deemed considered otherwise reasonably> )*{_CIRCUMSTANCE}",
    r"unless (?:<it_is that_is this_is> )?<impractical impracticable infeasible impossible unreasonable inconvenient"
    r" unnecessary inappropriate uneconomic undesirable>|unless otherwise <agreed specified stated noted decided>",
    r"as <far much long soon well closely> as (?:<is it_is reasonably> )*<possible practical practicable feasible"
    r" reasonable it_can may_be>|to the <extent degree> <possible practical practicable feasible that>",
    r"within <reason reasonable_limits>|if and when|as and when(?: <needed required possible>)?|as the case may be",
    r"<if when where wherever whenever> <it_makes_sense that_makes_sense time_allows time_permits at_all_possible"
    r" need_be budget_allows circumstances_allow circumstances_permit resources_allow resources_permit there_is_time"
    r" we_have_time it_is_worth_\w+ in_doubt called_for the_need_arises there_is_a_need>",
    r"<time budget space resources circumstances technology capacity weather> permitting|subject to availability",
    r"as <you they it he she we one> sees? fit|as seen fit|as <expected usual normal>(?! by)|as a last resort",
    r"(?:at|in) <our your their its the> (?:<own sole> )?<discretion judgement judgment>(?: of)?|or equivalent",
    r"(?:on a |every |with )?<best reasonable good-faith>[- ](?:effort )?efforts?(?: basis)?|do(?:es)? <its our their>"
    r" best|makes? <every an> <effort attempt>",
    r"<must shall should will to would> (?:<also always> )?<try attempt strive aim endeavou?r seek hope> <to for and>",
    r"<strive strives endeavou?rs? aims aspires?> <to for>|nice[- ]to[- ]haves?|would be <nice good great handy>"
    r"(?: <to if>)?|not strictly <needed necessary required>",
    r"in <most many some> <cases circumstances situations instances>|in <principle general>|on the whole|by and large",
    r"under <normal ordinary usual most> <circumstances conditions operation>|for the most part",
    r"proper(?! <nouns? names? subset fraction>)|correct (?=<behaviou?r handling manner way>\b)",
    r"sufficient(?! <permissions? rights? privileges? access scope>)",
    r"if (?:it is not|it isn['’]t|not) too <hard much difficult expensive slow>|without too much <trouble effort work>",
)
"""L3: words under which nothing at all would meet the requirement."""

OPEN_END = smells(
    "suchlike whatnot and/or etcetera",
    r"etc(?![\w/]|\.\w)\.?|et cetera|et al\b\.?|ad nauseam|and so <on forth>(?: and so <on forth>)?|and on and on",
    r"<and or plus> (?:the <like rest_of_it>|such like|all that(?: <jazz stuff>)?|what have you|what not|who knows what"
    r"(?: else)?|such(?: things?)?|stuff(?: like <that this>)?|things(?: like <that this those>| of that <sort kind>)?"
    r"|similar(?: <things ones stuff items cases formats>)?)(?! <that as which to>)",
    r"and <many_more much_more more_besides several_others others many_others some_others all_sorts plenty_more"
    r" others_like then_some>(?: like <it that this them>)?",
    r"and more(?=\s*(?:[.,;:)]|$)| <and is are in on for which that>\b)",
    r"<among amongst> (?:\w+ )?other(?:s| things| reasons| fields| formats| features)|as well as others",
    r"(?:including|includes?|such as|like),? (?:but )?not <limited restricted confined> to|without limitation"
    r"|but not <limited restricted> to|to name <a_few but_a_few just_a_few some>",
    r"or <something somesuch whatever wherever whichever some_such>(?: <like_that like_this similar of_the_sort"
    r" along_those_lines equivalent else works suits>)?(?! <the it is user you they>)",
    r"for starters|you name it|you get the <idea picture drift>|<some any> <kind sort form type variety manner> of",
    r"all <sorts kinds manner> of|(?:and|or) (?:<any all some> )?other <such similar related relevant comparable like>"
    r"(?: \w+)?|or similar",
    r"and (?:<any all> )?related <things stuff items matters>|<and or> anything <else similar like_that>"
    r"|and everything <else like_that that_goes_with_it>",
    r"and <further_such others_of_that_kind the_usual_ones the_usual_suspects the_usual the_others>",
)
"""L4: ends of lists and sets that are not there. "E.g." and "such as" give examples of what is said, and are none."""

ELLIPSIS = re.compile(r",\s*(?:…|\.{3})|(?<=[\w)\ufffc])\s*(?:…|\.{3})(?=\s*(?:[)\]]|$))|\s(?:…|\.{3})(?=\s|$)")
"""L4: three dots behind a comma, at the end of a text or a bracket, or on their own."""

WEAK_MODAL = re.compile(
    r"(?<![\w'’-])(?:[Ss]hould(?:n['’]t)?|[Cc]ould(?:n['’]t)?|[Mm]ight|may(?! not\b))(?![\w'’-])(?! have\b)"
)
"""L5: verbs that leave it open whether something is done. "May not" forbids, and "May" is a month."""

STRONG_MODAL = re.compile(
    r"(?<![\w'’-])(?:must(?:n['’]t)?|shall|will|won['’]t|(?:is|are) required to|(?:has|have|needs?) to)(?![\w'’-])",
    re.IGNORECASE,
)

STORY = re.compile(r"\W*as an? [^,]{2,60},? (?:i|we) (?:want|need|can|would|should|could|may|must)\b", re.IGNORECASE)
"""A user story: "As a clerk, I want to print labels"."""

_NUMBERLESS = (
    r"(?-i:X{1,3}|N{1,3})[ -]?(?:%|(?:ms|s|sec|seconds?|minutes?|mins?|hours?|days?|weeks?|months?|years?|[KMGT]?B"
    r"|bytes|px|percent)\b)"
)
UNRESOLVED = re.compile(
    r"(?<![\w-])(?:(?-i:TBC|TBA|FIXME|XX+|WIP|TK)|tbd|t\.\s?b\.\s?[dca]\."
    r"|(?-i:TODO|TO DO)(?![ -](?:lists?|items?|apps?|comments?|entr(?:y|ies)|markers?|notes?|tags?|board|column|state))"
    r"|needs? clarification|(?:still |yet )?to be (?:(?:decided|determined|defined|clarified|discussed|worked out"
    r"|figured out|filled in|fleshed out|completed later|chosen later|finali[sz]ed)(?! by\b)"
    r"|(?:confirmed|agreed|specified|announced)(?=\s*(?:[.,;:)\]]|$)))"
    r"|(?:not|un)[ -]?(?:decided|determined|agreed|clarified) yet|not yet (?:decided|known|determined|agreed|defined"
    r"|specified|clear)|lorem ipsum|fill (?:this |it |me )?in(?: later)?(?=\s*(?:[.)\]]|$))"
    r"|(?:details?|figures?|numbers?|more) to follow|(?:insert|add|enter) (?:\w+ ){1,4}here"
    r"|(?:decide|figure out|work out|define|specify|describe) (?:this |that |it )?later)(?!\w)"
    rf"|\?{{3,}}|(?<!\w)_{{3,}}(?!\w)|(?<![\w.]){_NUMBERLESS}"
    r"|[\[<{]{1,2}(?:insert|your|placeholder|fill|add|name|value|number|amount|tbd|todo)\b[^\]>}\n]{0,60}[\]>}]{1,2}",
    re.IGNORECASE,
)
"""S1: what stands where something has still to be put. In capitals where the small word means something else."""
