"""Why this file exists: how defects read in the spec of the greenhouse, 30 entries with ids and MUST, held out."""

from __future__ import annotations

from tests.planting.ground import Ground

GREENHOUSE = Ground(
    name="greenhouse",
    places=(
        ("at least 72 hours of readings", "{amount} readings"),
        ("every 30 s and soil moisture every 10 min", "and soil moisture {frequency}"),
        ("within 15 minutes", "within {duration}"),
        ("says nothing for 5 minutes", "says nothing for {duration}"),
        ("for at most 4 hours, after which", "for {duration}, after which"),
        ("is controlling within 90 seconds", "is controlling {speed}"),
        ("a graph of the last 7 days per sensor", "a graph of {amount} days per sensor"),
        ("on the phone or in the browser", "on the phone, in the browser {open}"),
        ("50 °C and dripping water", "50 °C, dripping water {open}"),
        ("temperature and humidity every 30 s", "temperature, humidity {open} every 30 s"),
        ("Boxes are IP65 and survive", "A box {modal} be IP65 and survive"),
        ("The software is a single binary in Go", "The software {modal} be a single binary in Go"),
        ("at most 180 €", "at most {blank} €"),
        ("outside 2 to 40 °C", "outside {blank} °C"),
        ("over 50 km/h", "over {blank} km/h"),
    ),
    remarks=(
        ", and the display is {subjective}",
        ", in a way that the grower finds {subjective}",
        ", with a message that is {subjective}",
    ),
    wishes=("The tiles MUST be {subjective}.", "The graphs of the growers MUST be {subjective}."),
    pronouns=(
        ("The box MUST go on", "It MUST go on"),
        ("The grower MUST be able to take", "They MUST be able to take"),
        ("Vents MUST open above", "These MUST open above"),
        ("An alarm MUST be acknowledged", "It MUST be acknowledged"),
        ("Readings MUST be exported", "They MUST be exported"),
    ),
    conflicts=(
        ("Vents MUST open above", "Vents MUST open above 30 °C."),
        ("after which it goes back", "The grower MUST be able to take over a vent by hand for at most 12 hours."),
        ("MUST be kept for 400 days", "Readings MUST be kept for 90 days."),
        ("MUST go on controlling", "The box MUST NOT go on controlling without the server."),
        ("NOT repeat for the same", "An alarm MUST repeat for the same house within 15 minutes."),
    ),
    copies=(
        ("MUST go on controlling", "Each box MUST go on controlling while it is without the server."),
        ("A setpoint outside", "Setpoints outside 2 to 40 °C MUST be refused with a message that tells the range."),
        ("after which it goes back", "A grower MUST be able to take over a vent by hand for up to 4 hours."),
        ("never open when the wind", "When the wind is over 50 km/h, vents MUST never open."),
    ),
    names={
        "MQTT": ("AMQP", "Kafka"),
        "Twilio": ("Vonage", "Plivo"),
        "in Go": ("in Rust", "in Java"),
        "WireGuard": ("OpenVPN", "Tailscale"),
        "SHT45": ("DHT22", "BME280"),
        "Bioland": ("Demeter", "Naturland"),
        "CSV": ("PDF", "XLSX"),
    },
    inventions=(
        "The box MUST flash a red lamp {n} times before a vent moves.",
        "Readings MUST be forwarded to Grafana for the growers.",
        "The server MUST keep at most {n} users.",
        "A grower MUST confirm a change of more than {n} °C twice.",
        "The box MUST measure the light with a BH1750.",
        "Weather forecasts MUST come from the service of Meteomatics.",
        "Each vent motor MUST be replaced after {n} movements.",
        "The page MUST be readable on an iPad.",
        "Alarms MUST be written to a table in InfluxDB.",
        "A door that stands open for {n} minutes MUST raise an alarm.",
    ),
    deferred=(
        "A siren in the yard MUST sound with an alarm.",
        "Alarms MUST go out by WhatsApp as well.",
        "The page MUST show a graph of a year back.",
        "The page MUST show animations with the plants.",
        "The box MUST control the light.",
        "The box MUST control the CO2 dosing.",
        "The server MUST predict the yield with AI.",
        "The system MUST support a second nursery in Husum.",
    ),
)
