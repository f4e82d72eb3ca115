"""The words in which findings are told to somebody who has a form before them and no file: where they differ from those
of `messages`, which name keys, templates and folders.

`{scene}` is a scene by its number and what it says, `{field}` a field by its label; a field's label is also there by its
key, such as `{place_label}`."""

from __future__ import annotations

from vlogkit.findings.messages import Message

KEEPERS = "What you typed is not at fault: choose another kind of news, or tell whoever keeps the templates."
"""What to do about a fault that lies in a template or brand."""
_SHOWN_BY_NONE = "Say it in the text, take it out, or choose another kind of news."
_LOOK_AT_IT = "Open “Faces, plates and codes” at the picture, look, and answer there whether a child is in it."
_ALLOWED = "Where it may be public, ask whoever keeps the settings to accept it, with a reason."

FORM_MESSAGES: dict[str, Message] = {
    # Captions and layout
    "captions-missing:scene": Message(
        "the clip in {scene} is heard and has no captions",
        "Write what is said or what happens, so that it can be read without sound.",
    ),
    "stack-overflow": Message(
        "the texts in {scene} are too high together in {format}", "Shorten the texts or leave one out."
    ),
    "text-small": Message("“{words}” is too small in {format}", "Use fewer words."),
    "text-overlap": Message(
        "“{words}” overlaps “{other}” in {format}", "Shorten one of the two, or choose another kind of news."
    ),
    "colliding-ink": Message(
        "letters of “{words}” run into “{other}” in {format}", "Shorten one of the two, or choose another kind of news."
    ),
    "list-sizes": Message("the list around “{words}” has several sizes in {format}", "Shorten the longest entry."),
    "covered-subject:face": Message(
        "a face in “{file}” lies under “{cover}” in {scene}, in {format}", "Use shorter words, or another picture."
    ),
    "covered-subject:focus": Message(
        "what must stay visible of “{file}” lies under “{cover}” in {scene}, in {format}",
        "Use shorter words, or click on another point of the picture.",
    ),
    "covered-subject:cut": Message(
        "the frame cuts a face in “{file}” in {scene}, in {format}",
        "Click on what must stay visible of the picture, use shorter words, or another picture.",
    ),
    "text-broken": Message("the word “{word}” is broken in {format}", "Use a shorter word."),
    "outside-safe-area": Message(
        "“{words}” stands where buttons lie over it ({areas}) in {format}",
        "Make the text shorter, or choose another kind of news.",
    ),
    "outside-safe-area:logo": Message("the logo stands where buttons lie over it ({areas}) in {format}", KEEPERS),
    "safe-area-old": Message(
        "it is more than a year since it was looked up where each platform has its buttons",
        "Ask whoever installed vlogkit to update it.",
    ),
    "contrast-low": Message(
        "“{words}” is hard to read in {scene}, in {format}",
        "Choose a calmer picture, or click on another point of it that must stay visible.",
    ),
    "flashes": Message(
        "“{file}” flashes {count} times in the second from {at} s",
        "Cut the flashing part out, or slow it down; it can cause seizures.",
    ),
    "flashes:scene": Message("{scene} flashes {count} times in the second from {at} s", KEEPERS),
    "flashes:cuts": Message("the scenes follow each other so fast that they flash, from {at} s on", KEEPERS),
    "clip-short": Message(
        "“{file}” ends before {scene} does, and stands still",
        "Use a longer clip, or say less over it.",
    ),
    "clip-short:unseen": Message(
        "“{file}” ends before the part of it that {scene} is to show begins",
        "Take the clip out and add it again, or use a longer one.",
    ),
    # Words
    "alt-missing": Message(
        "“{file}” has no description for those who cannot see it", "Say in a sentence what is to be seen."
    ),
    "alt-missing:scene": Message("{scene} has no description for those who cannot see it", KEEPERS),
    "title-place": Message("the item has no place", "Fill in “{place_label}”, such as Kabupaten Demak."),
    "place-unknown": Message(
        "“{words}” names no regency of Central Java", "Write it in “{place_label}” with Kabupaten or Kota."
    ),
    "title-date": Message("the item has no date", "Fill in “{date_label}”."),
    "title-result": Message(
        "the title “{words}” and the item show no result",
        "Say what is different now, in the title, in “{summary_label}” or in “{facts_label}”.",
    ),
    "fact-contradicted": Message(
        "the text says {measured} {unit}, and the number “{label}” {limit} {unit}",
        "Correct the one that is wrong; where the text rounds, say so: “about”, “more than”.",
    ),
    "field-unshown": Message(
        "“{field}” is filled in, and this kind of news does not show it: “{words}”", _SHOWN_BY_NONE
    ),
    "unused-picture": Message(
        "“{file}” is in the item, and this kind of news shows it nowhere",
        "Take it out, or choose a kind of news that shows more pictures.",
    ),
    "unused-picture:blurred": Message(
        "“{file}” is left out: a face fills it, and it would be blurred",
        "Fill in “{consent_label}” once the person has agreed, or take another picture.",
    ),
    # Brand
    "brand-expired": Message(
        "the look “{brand}” expired on {limit}", "Choose the current look, or ask whoever keeps the looks for it."
    ),
    "brand-expired:early": Message(
        "the look “{brand}” holds only from {limit}", "Choose the current look, or ask whoever keeps the looks for it."
    ),
    "brand-pair": Message("“{words}” has a colour that this look does not allow there, in {format}", KEEPERS),
    "logo-small": Message("the logo in {scene} is too small in {format}", KEEPERS),
    "logo-crowded": Message("“{words}” stands in the logo's clear space in {format}", KEEPERS),
    "logo-crowded:drawing": Message("a drawing stands in the logo's clear space in {format}", KEEPERS),
    "logo-unreadable": Message("the logo in {scene} is too small to be made out in {format}", KEEPERS),
    "logo-vanishing": Message("the logo in {scene} does not stand out in {format}", KEEPERS),
    "mandatory-missing:video": Message("the video lacks the {element} in {format}", KEEPERS),
    "mandatory-missing:video-words": Message(
        "the video lacks the {element}, such as “{example}”, in {format}", KEEPERS
    ),
    "mandatory-missing:card": Message("{scene} lacks the {element} in {format}", KEEPERS),
    "mandatory-missing:card-words": Message("{scene} lacks the {element}, such as “{example}”, in {format}", KEEPERS),
    # Privacy
    "personal-data": Message("personal data in {places}", f"Write {{token}} or leave it out. {_ALLOWED}"),
    "personal-data:no-token": Message("personal data in {places}", f"Write something else or leave it out. {_ALLOWED}"),
    "sensitive-subject": Message("the words touch a sensitive subject", "{question} A person has to look."),
    "picture-minor:asked": Message("is a minor in “{file}”? Faces found: {faces}", _LOOK_AT_IT),
    "picture-minor:asked-shown": Message("is a minor in “{file}”? Faces found and not blurred: {faces}", _LOOK_AT_IT),
    "picture-minor:asked-blurred": Message("is a minor in “{file}”? Faces found and blurred: {faces}", _LOOK_AT_IT),
    "picture-card": Message(
        "is an identity card in “{file}”? A number of sixteen digits was found and blurred",
        "Open “Faces, plates and codes” at the picture, and cover the rest of the card there.",
    ),
    "picture-rights": Message(
        "nobody said who allows the use of “{file}”",
        "Open “Faces, plates and codes” at the picture, and say there who allows it.",
    ),
    "picture-missing": Message(
        "the picture “{file}” is not in the workspace",
        "Add it again, or leave it: the complaint is shown without pictures.",
    ),
    "picture-unusable": Message(
        "“{which}” cannot be used: {reason}",
        "Open “Faces, plates and codes” at the picture and answer there again, or use another picture.",
    ),
    # Media
    "glyph-missing": Message("no font has {characters} in “{part}”", "Write it another way."),
    "voice-draft": Message(
        "a machine reads the text, and nobody has agreed to publish that",
        "Record the text, or ask whoever keeps the item's file to write down who agrees.",
    ),
    "music-licence": Message(
        "the music has no licence", "Ask whoever chose it to write down who allows its use, and how."
    ),
    "video-short": Message(
        "{platform} shows this video as {short}, by its length and its shape",
        "Nothing has to be done. Whoever keeps the accounts can have it sent as a common video.",
    ),
    # Items and settings
    "template-broken": Message("this kind of news has a fault of its own", KEEPERS),
    "live-post:shut": Message(
        "it is out ({where}), and must not be: {reason}", "Take it back: “Queue”, then “Taking back”."
    ),
    "live-post:changed": Message(
        "it has changed since it was posted ({where})",
        "Where what is out is wrong, take it back: “Queue”, then “Taking back”.",
    ),
    "check-unknown": Message(
        "the settings of this workspace name a check that does not exist (“{name}”)", "Tell whoever keeps the settings."
    ),
    "check-unknown:gate": Message(
        "the settings of this workspace name a check that cannot be made milder (“{name}”)",
        "Tell whoever keeps the settings.",
    ),
}
