"""Why this file exists: how defects read in the spec of the waiting room: 30 numbered entries, made from a talk.

Rules were never tuned to this pair: its figures are what a spec of somebody else may expect.
"""

from __future__ import annotations

from tests.planting.ground import Ground

WAITING_ROOM = Ground(
    name="waiting-room",
    places=(
        ("prints a ticket within 3 seconds", "prints a ticket {speed}"),
        ("on the screen for 30 seconds", "on the screen for {duration}"),
        ("after 15 seconds without the server", "after {duration} without the server"),
        ("after 20 minutes of inactivity", "after {duration} of inactivity"),
        ("The screens show the last 5 numbers", "The screens show {amount} numbers"),
        ("times are kept for 12 months", "times are kept for {duration}"),
        (
            "by itself for 2 hours without the server, and then sends",
            "by itself without the server, and {frequency} sends",
        ),
        ("the number, the room and a QR code", "the number, the room, a QR code {open}"),
        ("in German, Turkish, Arabic and Ukrainian", "in German, Turkish, Arabic {open}"),
        ("the average wait and the number of tickets", "the average wait, the number of tickets {open}"),
        ("Everything costs at most", "All of this {modal} cost at most"),
        ("The system runs on the Dell", "The system {modal} run on the Dell"),
        ("at most 60 decibels", "at most {blank} decibels"),
        ("are 12 centimetres high", "are {blank} centimetres high"),
        ("at least 12 random characters", "at least {blank} random characters"),
    ),
    remarks=(
        ", and the layout is {subjective}",
        ", with a sound that is {subjective}",
        ", and patients find it {subjective}",
    ),
    wishes=("The waiting page is {subjective}.", "The ticket is {subjective}."),
    pronouns=(
        ("A number is never given", "It is never given"),
        ("Doctors log in", "They log in"),
        ("The page needs no login", "This needs no login"),
        ("A nurse can put", "They can put"),
    ),
    conflicts=(
        ("stays on the screen", "The number stays on the screen for 45 seconds."),
        ("after 15 seconds", 'A screen shows "Please ask at the desk" after 60 seconds without the server.'),
        ("A number is never given", "A number can be given twice on one day."),
        ("are logged out after", "Doctors are logged out after 5 minutes of inactivity."),
        ("centimetres high", "Letters on the screen are 9 centimetres high."),
    ),
    copies=(
        ("A number is never given", "The same number is never given twice on one day."),
        (
            "how many people are before",
            "The waiting page shows the estimated wait and how many people are before the patient.",
        ),
        ("push message when 2", "When 2 people are left before the patient, the phone gets a push message."),
        ("The screens show the last", "Both screens show the last 5 numbers and the rooms."),
    ),
    names={
        "Zebra": ("Brother", "Dymo"),
        "Samsung": ("Philips", "Sony"),
        "Debian": ("Windows", "Ubuntu"),
        "Mifare": ("Yubico", "Legic"),
        "ntfy": ("Pushover", "Firebase"),
        "Lindqvist": ("Brandt", "Okafor"),
        "Medistar": ("Turbomed", "Epic"),
        "Ukrainian": ("French", "Polish"),
    },
    inventions=(
        "A patient can give back a ticket within {n} minutes.",
        "The queue is stored in a Redis instance.",
        "The screens go dark after {n} minutes without a call.",
        "Nurses get a summary in Microsoft Teams.",
        "A doctor's queue holds at most {n} tickets.",
        "Patients rate the visit on Trustpilot.",
        "The ticket shows the bus departures of Moovit.",
        "The front desk can print {n} tickets in advance.",
        "Chairs report whether they are taken over LoRaWAN.",
        "A child under {n} gets a ticket with a sticker.",
    ),
    deferred=(
        "Patients without a smartphone get text messages.",
        "The screens show the weather and the news.",
        "Doctors log in with face recognition.",
        "The waiting page is available in Polish.",
        "The statistics compare doctors by name in a ranking.",
        "Patients book appointments online.",
        "The system is connected to the medical records in Medistar.",
        "Private patients pay at the machine.",
    ),
)
