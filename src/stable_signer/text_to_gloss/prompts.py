"""Requests such as "How do you sign 'I carried it'?": find the text that is asked for.

A quotation inside a sentence that talks about signing is what is asked for. Without quotation marks, the request is
peeled off by a few patterns: the words around the asked text, not a list of whole templates.
"""

from __future__ import annotations

import re

_CUE = re.compile(
    r"\b(sign(s|ed|ing)?|asl|gestures?|signals?)\b|^\W*(how|what)\b.*\b(say|express|communicate|represented)\b",
    re.IGNORECASE,
)
_QUOTED = (
    re.compile(r'(?:^|(?<=[\s(:,]))"(?P<asked>.+)"(?=$|[\s.,?!;:)])', re.DOTALL),
    re.compile(r"(?:^|(?<=[\s(:,]))'(?P<asked>.+)'(?=$|[\s.,?!;:)])", re.DOTALL),
)
_MEDIUM = r"(?:american )?(?:sign language|signs?|asl)"
_OPENER = r"(?:(?:hi|hello|hey|please|so|and|ok|okay)[,!. ]+)*"
_ASKER = (
    r"(?:how|what|what's|whats|which|can|could|would|will|may|i|i'd|i'm|show|teach|tell|give|demonstrate|please|do|is|"
    r"sign|translate|convert|express|say|let|asl|text to sign|american sign language|"
    r"in (?:asl|(?:american )?sign language))\b"
)
_WHOSE = r"(?:do|would|can|may|might|could|should|does) (?:you|i|one|we|someone|people|they|deaf people)"
_HOW = rf"(?:(?!how|what){_ASKER}(?:(?!\b(?:how|what)\b).)*?)??\bhow (?:to|{_WHOSE}) "
_LEAD = rf"(?:{_ASKER}(?:(?!\b(?:how|what|say|sign|represent|express)\b).)*?)??"
"""Words before the question word of a request; that of the asked text comes later."""
_SHOWN = (
    r"(?:looks?(?: like)?|(?:is|are) (?:said|signed|expressed|represented|translated|articulated|conveyed|displayed|"
    r"communicated|depicted|shown|rendered|interpreted|demonstrated|written|performed))"
)
_REQUEST = re.compile(rf"^\W*{_OPENER}(?:$|{_ASKER}|\w+ing\b)", re.IGNORECASE)
_FOLLOW_UP = re.compile(
    r"(?<=[.?!])\s+(?:can|could|would|will|please|show|help|how|teach|thanks?)\b[^.?!]*[.?!]*$", re.IGNORECASE
)
_THANKS = re.compile(r"[,;.!]+\s*(?:please|pls|thanks|thank you|thx)(?: (?:very|so) much| a lot)?\W*$", re.IGNORECASE)
_DETERMINED = r"(?:a|an|the|this|that|these|those|my|your|his|her|our|their)"
_SIGNABLE = (
    r"(?!(?:up|in|out|off|on|over|for|with|to|it|here|there|below|language|languages)\b"
    rf"|{_DETERMINED}(?: \w+){{0,2}}$)"
)
"""What can follow "sign" in a request: not "sign up", "sign here" or "sign this paper"."""
_PATTERNS = tuple(
    re.compile(rf"^{_OPENER}{pattern}$", re.IGNORECASE | re.DOTALL)
    for pattern in (
        rf"what (?:does|would|do) (?P<asked>.+?) look like (?:in|with) {_MEDIUM}",
        rf"what (?:does|would|do) the {_MEDIUM} for (?P<asked>.+?) look like",
        rf"{_ASKER}(?!.*\bsign(?:ed|ing)? (?:up|in|out|off|on)\b).*?"
        r"(?:\b(?:the|an?|any|representation in)(?: \w+)?|(?<=what's)|(?<=what is)) "
        r"(?:sign language|signs?|signing|gesture|signal|asl)(?: \w+)? "
        r"(?:for|of|meaning)(?: the word| the sentence)?:? "
        r"(?P<asked>.+)",
        rf"{_LEAD}\b(?:how|what) (?!(?:to|do|does|would|should|might|is|are)\b)(?P<asked>.+?) {_SHOWN} "
        rf"(?:in|into|through|with|using) {_MEDIUM}",
        _HOW + rf"\w+ (?P<asked>.+?) (?:in|with|using|into|through) {_MEDIUM}",
        _HOW + rf"sign:? (?!(?:up|in|out|off|on|over|for|with|to|it(?!'))\b|{_DETERMINED}(?: \w+){{0,2}}$)"
        r"(?P<asked>.+)",
        rf"{_LEAD}\bhow (?:is|are|was) (?P<asked>.+?) \w+(?:ed|wn|id|en) (?:in|into|to|with|using) {_MEDIUM}",
        r"(?:.*\b)?how is (?P<asked>.+?) signed",
        rf"{_LEAD}\b(?:how|what) (?P<asked>.+?) (?:is|are|looks?|appears?|\w+izes)(?: like)?(?: \w+)? ?"
        rf"(?:in|into|to|with) {_MEDIUM}",
        r"(?:.*\b)?how (?P<asked>.+?) is signed",
        rf"{_ASKER}.*?\b(?:say|represent|express|show|demonstrate|translate|convey|communicate|sign|perform)"
        rf"(?: me| us)?:? (?P<asked>.+?) (?:in|into|to|with|using) {_MEDIUM}",
        r"(?:please )?(?:translate|convert|sign|show)(?: me)?(?: this| the)?"
        r"(?: following| sentence| phrase| text| word)*"
        rf"(?: (?:in|into|to) {_MEDIUM})?: ?(?P<asked>.+)",
        r"(?:english|text) to (?:sign|asl): ?(?P<asked>.+)",
        rf"(?:please )?(?:translate|convert|express|say|put) (?P<asked>.+?) (?:in|into|to|with) {_MEDIUM}",
        rf"(?:(?:can|could|would|will) you )?(?:please )?(?:sign|teach me to sign) {_SIGNABLE}"
        r"(?P<asked>.+?)(?: for (?:me|us))?",
        rf"(?:the )?{_MEDIUM} for (?P<asked>.+)",
        rf"(?:what is|what's|whats|what would|what are) (?P<asked>.+?)(?: be)? in {_MEDIUM}",
        rf"in {_MEDIUM},? (?:{_HOW}\w+|what is|what's|how is) (?P<asked>.+?)(?: signed| expressed)?",
        r"(?:which|what) sign (?:means|stands for|(?:do|would|should|can) (?:you|i|one|we) use (?:for|to say)) "
        r"(?P<asked>.+)",
        rf"how (?:do|would|can) (?:deaf people|signers) (?:say|sign|express) {_SIGNABLE}(?P<asked>.+)",
        rf"(?P<asked>.+?)[:.?!-]+ ?{_HOW}(?:sign|say) (?:that|this|it)(?: (?:in|with) {_MEDIUM})?",
        rf"(?P<asked>(?!(?:i|you|we|they|he|she|it)\b|.*\b(?:talk|speak|say|said|tell|sing|sign|write|chat|know)\w*\b)"
        rf"\S+(?: \S+){{0,2}}) in {_MEDIUM}",
    )
)


def unwrap(text: str) -> str | None:
    """The text that a request asks to see signed, or None if the text is no such request.

    >>> unwrap("How do you sign 'I carried it'?")
    'I carried it'
    >>> unwrap("What is the sign language for good morning?")
    'good morning'
    >>> unwrap("How do you sign up for a class?") is None
    True
    """
    if len(text) > 2000:
        return None
    return _quoted(text) or _unquoted(text)


def _quoted(text: str) -> str | None:
    for pattern in _QUOTED:
        match = pattern.search(text)
        if match and match["asked"].strip():
            around = text[: match.start()] + " " + text[match.end() :]
            if _CUE.search(around) and _REQUEST.match(around):
                return match["asked"].strip()
    return None


def _unquoted(text: str) -> str | None:
    request = _THANKS.sub("", _FOLLOW_UP.sub("", text.strip())).rstrip(" .?!")
    if not re.search(r"\b(sign(s|ed|ing)?|asl|gesture|signal)\b", request, re.IGNORECASE):
        return None
    for pattern in _PATTERNS:
        if match := pattern.match(request):
            asked = match["asked"].strip(" ,:;\"'")
            return asked or None
    return None
