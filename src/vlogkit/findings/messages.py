"""The words in which findings are told: the only place where they are written.

A message is a template with named parameters, so that a translation needs nothing but another table. `{words}` is the
beginning of what the finding is about, `{file}` the whole of it, `{scene}` its scene. A code that is told in several
ways has a key for each: `code:variant`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from vlogkit.records.finding import Finding, Value


class Message(NamedTuple):
    """What a finding says, and what to do about it."""

    text: str
    hint: str = ""


SHOWN_BY = "It is shown by {place}."
"""Added to the hint where the finding is about the item's own words or file, and a template shows them."""
_LONGEST = 60
_UPDATE_GOLDEN = "If the change is meant: vlogkit templates check --update"

MESSAGES: dict[str, Message] = {
    # Reading captions
    "captions-speed": Message(
        "the caption “{words}” is too fast to read",
        "Shorten it by {excess}, or hold it until it can be read.",
    ),
    "captions-short": Message(
        "the caption “{words}” is too short on screen", "Hold it longer, or join it with its neighbour."
    ),
    "captions-long": Message(
        "the caption “{words}” stays too long on screen", "Part it, or take it away when it has been read."
    ),
    "captions-line": Message(
        "the caption “{words}” has a line that is too long",
        "Break the line earlier, at punctuation or before a conjunction.",
    ),
    "captions-line:laid-out": Message(
        "the caption “{words}” has a line that is too long in {format}", "Use shorter words, or part the sentence."
    ),
    "captions-lines": Message("the caption “{words}” has too many lines", "Part it into two cues."),
    "captions-lines:laid-out": Message(
        "the caption “{words}” has too many lines in {format}", "Part the sentence, or shorten it."
    ),
    "captions-length": Message("the caption “{words}” does not fit every format", "Part it into two cues."),
    "captions-break": Message("the caption “{words}” ends a line inside “{phrase}”", "Keep the two words on one line."),
    "captions-order": Message("the caption “{words}” starts before the one above it", "Put the cues in order of time."),
    "captions-overlap": Message(
        "the caption “{words}” starts before the one above it ends", "End the cue above when this one starts."
    ),
    "captions-gap": Message(
        "the caption “{words}” follows a gap that flickers: it is shorter than two frames",
        "Hold the cue above until this one starts, or leave {frames} frames.",
    ),
    "captions-gap:unnoticed": Message(
        "the caption “{words}” follows a gap that is too short to notice", "Hold the cue above until this one starts."
    ),
    "captions-beyond": Message(
        "the caption “{words}” starts after `{clip}` has ended",
        "Is this the caption file of another clip? Correct its times, or remove the caption.",
    ),
    "captions-beyond:end": Message(
        "the caption “{words}” ends after `{clip}` has ended", "End it with the clip, or correct its times."
    ),
    "captions-missing": Message(
        "the video has no captions at all",
        "Write what is said or what happens, so that it can be read without sound.",
    ),
    "captions-missing:scene": Message(
        "the clip in scene `{scene}` is heard and has no captions",
        "Write what is said or what happens, so that it can be read without sound.",
    ),
    "captions-empty": Message("this cue has no words", "Remove it."),
    "captions-file:order": Message("this cue ends before it starts", "Give the end of the cue after `-->`."),
    "captions-file:none": Message(
        "there are no captions in this file",
        "A cue is a line such as `00:00:01,000 --> 00:00:03,500` with its words below.",
    ),
    "captions-file:time": Message("this time cannot be read", "Write it as `00:00:01,000 --> 00:00:03,500`."),
    "captions-file:sixty": Message(
        "this time has a minute or second above 59", "Write 75 minutes as `01:15:00,000`, hours first."
    ),
    "captions-file:loose": Message("these words have no time", "Put a time above them, or remove them."),
    # Layout
    "text-overflow": Message("“{words}” does not fit its place in {format}", "Shorten the text."),
    "stack-overflow": Message(
        "`{element}` is too high for its zone in {format}", "Shorten the texts or leave one out."
    ),
    "text-shrunk": Message("“{words}” is set at its smallest size in {format}"),
    "text-small": Message("“{words}” is too small in {format}", "Give it a larger style, or fewer words."),
    "text-overlap": Message(
        "“{words}” overlaps “{other}” in {format}",
        "Give the two texts zones of their own, or put them into one stack.",
    ),
    "colliding-ink": Message(
        "letters of “{words}” run into “{other}” in {format}", "Give the two more room, or another size."
    ),
    "list-sizes": Message(
        "the list around “{words}” has several sizes in {format}",
        "Shorten the longest entry, or give the list more room.",
    ),
    "covered-subject:face": Message(
        "a face in `{file}` lies under “{cover}” in scene `{scene}` of the {kind} in {format}",
        "Give the block more places to stand (`place:`), shorter words, or use another picture.",
    ),
    "covered-subject:focus": Message(
        "the focus of `{file}` lies under “{cover}” in scene `{scene}` of the {kind} in {format}",
        "Give the block more places to stand (`place:`), shorter words, or name another `focus:`.",
    ),
    "covered-subject:cut": Message(
        "the frame cuts a face in `{file}` in scene `{scene}` of the {kind} in {format}",
        "Name the `focus:` of the picture, use shorter words beside it, or another picture.",
    ),
    "text-break": Message("the line ends inside “{phrase}”", "A shorter text breaks better."),
    "text-broken": Message("the word “{word}” is broken in {format}", "Use a shorter word, or give it more room."),
    "outside-safe-area": Message(
        "“{words}” leaves the safe area of {areas} in {format}",
        "Use the zones `safe`, `main` or `body`, or make the text shorter.",
    ),
    "outside-safe-area:logo": Message(
        "the logo leaves the safe area of {areas} in {format}", "Use the zones `safe`, `main` or `body`."
    ),
    "safe-area-old": Message(
        "the safe areas are from another year",
        "Update vlogkit, or compare the platforms' own pages and write the day into the file.",
    ),
    # Contrast and flashes
    "contrast-low": Message(
        "“{words}” is hard to read in scene `{scene}` of the {kind} in {format}",
        "Strengthen the scrim under it, change the text's role, or choose a calmer picture or another focus.",
    ),
    "flashes": Message(
        "`{file}` flashes {count} times in the second from {at:.1f} s",
        "Cut the flashing part out, or slow it down; it can cause seizures.",
    ),
    "flashes:scene": Message(
        "scene `{scene}` flashes {count} times in the second from {at:.1f} s",
        "Slow the effect down; it can cause seizures.",
    ),
    "flashes:cuts": Message(
        "the order of the scenes flashes {count} times in the second from {at:.1f} s",
        "Give the scenes more seconds, or another order; it can cause seizures.",
    ),
    # Words
    "alt-missing": Message("`{file}` has no alt text", "Add `alt:` with what is to be seen, in a sentence."),
    "alt-missing:scene": Message("scene `{scene}` has no alt text", "Give the scene `alt:`."),
    "title-official": Message(
        "the title leads with “{official}”",
        "Begin with what changed for people; the official can be quoted in the text.",
    ),
    "title-place": Message("the item has no place", "Add `place:`, such as `Kabupaten Demak`."),
    "place-unknown": Message("“{words}” names no regency of Central Java", "Say `place: … , Kabupaten …` or `Kota …`."),
    "place-unknown:near": Message(
        "“{words}” does not say which regency is meant", "Did you mean {near}? Say it with Kabupaten or Kota."
    ),
    "title-date": Message("the item has no date", 'Add `date: "YYYY-MM-DD"`.'),
    "title-result": Message(
        "the title “{words}” and the item show no result",
        "Say what is different now, in the title, the summary or `facts:`.",
    ),
    "campaign-words": Message(
        "“{word}” in “{words}” is a word of a campaign", "Say what was done, for whom and where."
    ),
    "fact-contradicted": Message(
        "the text says {measured} {unit}, and the fact “{label}” {limit} {unit} ({there})",
        "Correct the one that is wrong; where the text rounds, say so: `about`, `sekitar`, `lebih dari`.",
    ),
    "field-unshown": Message(
        "`{field}` is filled in, and `{template}` does not show it: “{words}”",
        "Say it in the text, take it out, or use a template that shows it.",
    ),
    "words-unfilled": Message(
        "“{braces}” is left in “{words}”", "Only a template fills braces in; write the words themselves."
    ),
    "words-hiding": Message(
        "a character that hides or turns words ({character}) is in “{words}”", "Delete it: type these words again."
    ),
    # Brand
    "brand-expired": Message(
        "the brand `{brand}` expired on {limit}",
        "Ask for the current brand, or correct valid_from and valid_to.",
    ),
    "brand-expired:early": Message(
        "the brand `{brand}` holds only from {limit}",
        "Ask for the current brand, or correct valid_from and valid_to.",
    ),
    "brand-pair": Message(
        "“{words}” is {pair}, which `{brand}` does not allow in {format}", "Allowed on {ground}: {allowed}."
    ),
    "logo-small": Message(
        "the logo in scene `{scene}` is too small in {format}", "Give it a larger `size`, or leave it out here."
    ),
    "logo-crowded": Message("“{words}” stands in the logo's clear space in {format}", "Move it away from the logo."),
    "logo-crowded:drawing": Message(
        "`{drawing}` stands in the logo's clear space in {format}", "Move it away from the logo."
    ),
    "logo-unreadable": Message(
        "the logo in scene `{scene}` is too small to be made out in {format}",
        "Use the mark alone here, or give the logo more room.",
    ),
    "logo-vanishing": Message(
        "the logo in scene `{scene}` does not stand out in {format}",
        "Give the brand a logo for dark grounds (`mark_on_dark`), or another ground here.",
    ),
    "mandatory-missing:video": Message(
        "the video lacks the {element} in {format}", "Add it to a scene of the template."
    ),
    "mandatory-missing:video-words": Message(
        "the video lacks the {element}, such as “{example}”, in {format}", "Add it to a scene of the template."
    ),
    "mandatory-missing:card": Message(
        "the card `{scene}` lacks the {element} in {format}", "Add it to a scene of the template."
    ),
    "mandatory-missing:card-words": Message(
        "the card `{scene}` lacks the {element}, such as “{example}”, in {format}",
        "Add it to a scene of the template.",
    ),
    # Privacy
    "personal-data": Message(
        "personal data ({kind}) in {places}",
        "Write {token} or leave it out; if it may be public, suppress `personal-data` with a reason.",
    ),
    "personal-data:no-token": Message(
        "personal data ({kind}) in {places}",
        "Write something else or leave it out; if it may be public, suppress `personal-data` with a reason.",
    ),
    "personal-data:at": Message(
        "personal data ({kind}) at characters {start}–{end}",
        "Write {token} or leave it out; if it may be public, suppress `personal-data` with a reason.",
    ),
    "sensitive-subject": Message("the words touch {topic}", "{question} A person has to look."),
    "picture-minor": Message("a minor is in `{file}`", "Use another one, or none."),
    "picture-minor:asked": Message(
        "is a minor in `{file}`? Faces found: {faces}", "Say so in {notes} beside it: `minor: no` or `minor: yes`."
    ),
    "picture-minor:asked-shown": Message(
        "is a minor in `{file}`? Faces found and not blurred: {faces}",
        "Look at it, then say `minor: no` or `minor: yes` there or in {notes}.",
    ),
    "picture-minor:asked-blurred": Message(
        "is a minor in `{file}`? Faces found and blurred: {faces}",
        "Look at it, then say `minor: no` or `minor: yes` there or in {notes}.",
    ),
    "picture-card": Message(
        "is an identity card in `{file}`? A number of sixteen digits was found and blurred",
        "Cover the rest of it by `boxes:` in {notes}, or say by `keep:` there that it is none.",
    ),
    "picture-rights": Message(
        "nobody said who allows the use of `{file}`", "Say so in {notes} beside it: `rights: …`."
    ),
    # Media
    "glyph-missing": Message("no font has {characters} in “{part}”", "{advice}"),
    "picture-missing": Message(
        "the picture `{file}` is not in the workspace",
        "Put it into pictures/, or leave it: the complaint is shown without pictures.",
    ),
    "picture-missing:near": Message("the picture `{file}` is not in the workspace", "Did you mean `{near}`?"),
    "picture-unusable": Message("{which}: {reason}", "{advice}"),
    "picture-date": Message("`{file}` is not of this case: {reason}", "Use the right picture, or none."),
    "picture-order": Message(
        "the picture after was taken before the picture before", "Exchange them, or correct the date that is wrong."
    ),
    "picture-same": Message("before and after are one and the same picture", "Use the picture of the result, or none."),
    "picture-elsewhere": Message(
        "before and after show two places",
        "Use two pictures of one place, taken from about the same spot and turned the same way.",
    ),
    "picture-unregistered": Message(
        "before and after cannot be laid over each other, and are shown side by side",
        "Take the picture after from where the first was taken, with something in it that has not changed.",
    ),
    "unused-picture": Message(
        "`{file}` is in the item, and `{template}` shows it nowhere",
        "Take it out, or use a template that shows more pictures.",
    ),
    "unused-picture:blurred": Message(
        "`{file}` is left out: a face fills it, and it would be blurred",
        "Say `consent:` once the person has agreed to be seen, or take another picture.",
    ),
    "picture-small": Message("`{file}` is too small in {format}", "Use one of at least {width} × {height} pixels."),
    "clip-small": Message("`{file}` is too small in {format}", "Use one of at least {width} × {height} pixels."),
    "clip-short": Message(
        "`{file}` ends before scene `{scene}` does, and stands still",
        "Use a longer clip, start it earlier, or say less over it.",
    ),
    "clip-short:unseen": Message(
        "`{file}` ends before the part of it that scene `{scene}` is to show begins",
        "Correct its `trim`, in seconds of the clip.",
    ),
    "voice-draft": Message(
        "a draft voice reads the text",
        "Record the text and name the file, or say who agrees: `voice: {{file: draft, agreed: NAME}}`.",
    ),
    "voice-draft:agreed": Message("a machine reads the text; {name} agrees"),
    "music-licence": Message("`{file}` has no licence", "Write who allows its use, and how, into `licence:`."),
    "video-short": Message(
        "{platform} shows this video as {short}, by its length and its shape",
        "To send it as a common video: options: {{send: video:landscape}}.",
    ),
    "video-length:long": Message("{platform} does not take a video of this length", "Leave out a paragraph."),
    "video-length:short": Message(
        "{platform} does not take a video of this length", "Say more, or give the last scene more seconds."
    ),
    # Footage
    "footage-small": Message("`{file}` has a small picture", "Film at 1080p; it will look soft."),
    "footage-hdr": Message(
        "`{file}` is HDR ({kind})",
        "It is brought to standard light; turn HDR off in the camera to judge colours there.",
    ),
    "footage-variable-rate": Message("the frame rate of `{file}` varies; frames are placed by their times"),
    "footage-interlaced": Message("`{file}` is interlaced", "Film in a progressive mode (p, not i)."),
    "footage-no-sound": Message("`{file}` has no sound", "Use a voice-over or captions."),
    "footage-no-sound:undecodable": Message(
        "none of the sound tracks of `{file}` can be decoded", "Use a voice-over or captions."
    ),
    "footage-several-sounds": Message("`{file}` has {count} sound tracks; number {track} is used"),
    "footage-silent": Message(
        "the sound track of `{file}` is silent", "Was the microphone covered or off? Use a voice-over or captions."
    ),
    "footage-clipped": Message(
        "the sound of `{file}` is overdriven", "Hold the phone farther away, or use a microphone."
    ),
    "footage-late-sound": Message("the sound of `{file}` starts after its picture"),
    "footage-damaged": Message(
        "the end of `{file}` is damaged; what comes before is used",
        "Copy it from the phone again if the end matters.",
    ),
    # Speech
    "alignment-script": Message(
        "this does not sound like the script",
        "Check that script, language and clip belong together, and that the voice is clear.",
    ),
    "alignment-unscripted": Message(
        "much is said that is not in the script", "Add it to the script, or it stays without captions."
    ),
    "alignment-missing": Message(
        "not heard, and left out: “{words}”", "Take it out of the script, or correct the captions by hand."
    ),
    # Items, settings and templates
    "item-broken": Message("{reason}", "{advice}"),
    "template-broken": Message("{reason}", "{advice}"),
    "template-broken:no-data": Message(
        "there is no {data} data of kind `{kind}`", "Add a notice of kind `{kind}` to the template's own samples.yaml."
    ),
    "gate-shut": Message("{reason}", "{advice}"),
    "live-post:shut": Message(
        "it is out ({where}), and must not be: {reason}",
        "Take it back everywhere: vlogkit retract {file} --reason TEXT",
    ),
    "live-post:changed": Message(
        "it has changed since it was posted ({where})",
        "Where what is out is wrong: vlogkit retract {file} --reason TEXT --correct WORDS",
    ),
    "check-unknown:gate": Message(
        "`{name}` can be neither accepted nor made milder", "What must not leave does not leave; mend what it says."
    ),
    "check-unknown": Message("there is no finding `{name}`", "Known: {known}."),
    "golden-missing": Message("there is no golden still `{still}`", _UPDATE_GOLDEN),
    "golden-changed": Message("the still `{still}` has changed", "See {picture}. " + _UPDATE_GOLDEN),
    "golden-orphaned": Message("no scene gives the still `{still}`", _UPDATE_GOLDEN),
}


def shortened(text: str, most: int = _LONGEST) -> str:
    """The beginning of a text on one line."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def key_of(finding: Finding) -> str:
    """Under which key the words of a finding stand."""
    return f"{finding.code}:{finding.variant}" if finding.variant else finding.code


def gaps(finding: Finding) -> Mapping[str, Value]:
    """What the words of a finding name."""
    return {
        "words": shortened(finding.about),
        "file": finding.about,
        "scene": finding.scene,
        "measured": finding.measured,
        "limit": finding.limit,
    } | finding.params


def worded(finding: Finding) -> Finding:
    """The finding with its message and hint made anew from what it carries; one of a code without words stays as it is."""
    known = MESSAGES.get(key_of(finding))
    if known is None:
        return finding
    named = gaps(finding)
    hint = known.hint.format(**named)
    if finding.shown_by is not None:
        hint = f"{hint} {SHOWN_BY.format(place=finding.shown_by)}".strip()
    return finding.model_copy(update={"message": known.text.format(**named), "hint": hint})
