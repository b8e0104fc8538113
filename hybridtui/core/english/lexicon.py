"""Why this file exists: the closed word classes of English that decide what a draft may leave out.

Only classes that take no new members are listed (articles, pronouns, conjunctions, fillers of speech), never topic
words: a word that no list knows is content and stays. All entries are lower case, with straight apostrophes.
"""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# -- noise of speech -------------------------------------------------------------------------------------------------

HESITATIONS = _set(
    "um uh uhm umm uhh uhhh ummm erm er hmm hm hmmm mm mmm mhm mm-hmm mm-mm uh-huh uh-hum mhmm ah ahh aha huh"
    " eh oh ooh whoa"
)
"""Sounds that never mean anything, wherever they stand."""

FILLERS = _set("basically honestly literally actually essentially frankly obviously seriously tbh btw kinda sorta")
"""Discourse adverbs: noise unless they stand inside a negation."""

OPENERS = _set(
    "ok okay okey alright yeah yep yup hey anyway anyways righto aight well right like look listen wait 'kay kay 'k"
)
"""Words that open a turn of speech; noise only at its start or between commas."""

NON_SPEECH = _set(
    "vocalsound nonvocalsound disfmarker gap pause laugh laughs laughter laughing inaudible unintelligible"
    " crosstalk silence noise music applause cough coughs coughing sigh sighs blank_audio background_noise"
)
"""What transcribers put in brackets for sounds that are no words."""

BROKEN_OFF = "{disfmarker}"
"""Where a speaker gave up what had been begun."""

PHRASES = tuple(
    tuple(phrase.split())
    for phrase in (
        "you know what i mean", "if you know what i mean", "if that makes sense", "does that make sense", "i dunno",
        "at the end of the day", "to be honest", "to be fair", "long story short", "needless to say", "so to speak",
        "by the way", "as i said", "like i said", "as you said", "as you say", "as i say", "the thing is",
        "you see", "i mean", "i guess", "i suppose", "i must say", "let's see", "let me see", "how do i put this",
        "what do you call it", "one more thing", "one other thing", "another thing", "the other thing",
        "last thing", "first of all", "you know", "ya know", "y'know", "kind of", "sort of", "for what it's worth",
        "in my opinion", "if you will", "or whatever", "or whatnot", "and whatnot",
    )
)  # fmt: skip
"""Fillers of several words, longest first where one begins another."""

NOT_AFTER_YOU_KNOW = _set("what how if whether that who where when why which about the a it this is are it's your")
NOT_BEFORE_YOU_KNOW = _set("do if as let don't did once when before that so how did to")
NOT_AFTER_DUNNO = _set("if whether who whom whose which what when where why how that the a it this about")
"""After "I dunno" these are what is not known: an open question, and no noise."""
NOT_BEFORE_HEDGE = _set(
    "what which some any a the this that these those one every each all other another same right my"
)
NOT_BEFORE_LIKE = _set(
    "look looks looked looking feel feels felt sound sounds sounded seem seems seemed something anything nothing"
    " everything someone somewhere things stuff tools apps work works worked act acts behave behaves behaved would"
    " i'd we'd they'd you'd he'd she'd it'd do does don't doesn't didn't did users people i we they you he she who"
    " really also to just more much exactly bit little lot not isn't it's that's"
)
"""Before "like" these make it a verb or a comparison, never a filler."""

STUTTERS = {"gonna": ("go", "gon", "going"), "wanna": ("wan", "want"), "gotta": ("got",)}
"""What remains of a word begun twice, by the word it became."""

# -- what a model may leave out --------------------------------------------------------------------------------------

ARTICLES = _set("a an the my our your")
QUANTIFIED = _set(
    "few couple lot bit little dozen hundred thousand million billion number pair half quarter third while day week"
    " month year hour minute second time go piece maximum minimum max min bunch handful total percentage"
)
"""After an article these make it a quantity or a rate: "a few", "twice a day"."""

INTENSIFIERS = _set("very super damn darn really totally absolutely extremely incredibly quite awfully freaking")
SUBJECTS = _set("i we you it they he she there that this let's who users everyone people")
AUXILIARIES = _set(
    "is are am was were be been being it's that's there's we're they're you're i'm he's she's do does did have has"
    " had can could will would shall should must may might i'll we'll it'll they'll i'd we'd i've we've they've"
    " you've to need needs"
)
CONNECTIVES = _set("and but so or because cause 'cause then plus")
LEADS_ON = (
    ARTICLES
    | CONNECTIVES
    | _set(
        "of to in on at for from with by into onto about over under than if that which who whose whether where when"
        " while as like these those some any"
    )
)
"""With one of these nobody ends a sentence of their own accord."""
SO_COMPARES = _set("that far much many long as few little")
"""After these "so" is a degree, not the start of something new."""

PAST_ADVERBS = _set("yesterday recently")
STATES = _set("be been being all both each")
"""After a lead-in these need its subject: "it should be fast" is no order to be fast."""

LEAD_INS = (
    r"(?:i|we)(?: really| also| just)* (?:want|need|would like|would love)(?: it| this| them)? to(?: be able to)?",
    r"(?:i'd|we'd)(?: really| also| just)* (?:like|love|want)(?: it| this| them)? to(?: be able to)?",
    r"(?:i|we) (?:wanna|gotta)",
    r"(?:i'm|we're|i am|we are) (?:hoping|looking) to",
    r"(?:it|this)(?: really| also| just)* (?:needs|has) to(?: be able to)?",
    r"(?:it's|it is) (?:gonna|going to) (?:have|need) to",
    r"it(?: really| also| just)* should(?: really| also| just)*(?: be able to)?",
    r"(?:i think|i feel like|i believe|i reckon)(?: that)? (?:we should|we need to|it should|it needs to)",
    r"we(?: really| also| just)* should(?: really| also| just)*(?: be able to)?",
    r"let's(?: just| also)?",
    r"(?:my|the) (?:idea|thought|thinking|plan) (?:is|was) (?:that|to)",
)
"""Ways to begin a requirement without saying it, over lower-case words. Each goes as a whole or stays, and each has a
verb or a clause behind it: "I want a page" would be left without its verb."""

# -- what stays with its surroundings --------------------------------------------------------------------------------

NEGATIONS = _set(
    "not no never none nothing nobody nowhere neither nor without only except unless cannot cant dont wont isnt"
    " arent wasnt werent doesnt didnt shouldnt couldnt wouldnt hasnt havent hadnt aint mustnt instead rather hardly"
    " barely scarcely nope non avoid"
)
NUMBER_WORDS = _set(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million"
    " billion dozen half quarter first second third once twice double triple both"
)

# -- words without content of their own ------------------------------------------------------------------------------

STOP = _set(
    "a an the this that these those here there i me my mine we us our ours you your yours it its he him his she her"
    " hers they them their theirs myself itself themselves yourself ourselves one ones who whom whose which what"
    " where when why how is are am was were be been being do does did done doing have has had having will would"
    " shall should can could may might and but or so because cause 'cause if then than as though although while at"
    " by for from in into of off on onto out over to up with about around too very really just also even still again"
    " now ever quite pretty some any all each every such thing things stuff something anything everything it's"
    " that's there's what's who's where's how's i'm you're we're they're he's she's i've you've we've they've i'll"
    " you'll we'll they'll i'd you'd we'd they'd let's gonna like lot bit kind sort way yes no sure maybe probably"
    " other's dunno being them"
)
ACKNOWLEDGEMENTS = _set(
    "ok okay alright right yeah yep yup yes no nope cool great nice fine good perfect exactly agreed true"
    " absolutely totally definitely certainly indeed sure thanks thank please cheers brilliant lovely excellent"
    " wonderful awesome groovy neat splendid fair enough gotcha wow sorry mm-hmm uh-huh hello hi hey bye goodbye"
    " welcome well anyway course carry"
)
TALK = _set(
    "think thinking thought thoughts say saying said talk talking talked mention mentioned mentioning ramble"
    " rambling digress digressing distracted sidetracked interrupted sorry wait anyway else lost forgot forget"
    " forgotten where told telling speaking brainstorming topic train point moment sec later guess"
    " wondering know mean understand see looking"
)
"""Words for talking and thinking itself; with nothing but stop words around them they say nothing about a product."""
