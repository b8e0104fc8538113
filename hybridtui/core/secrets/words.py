"""Why this file exists: the words that tell a secret from talk about secrets stand in one place, and why."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TECHNICAL = _words(
    """
    2fa aes128 aes192 aes256 argon2 argon2d argon2i argon2id base16 base32 base36 base58 base62 base64 base64url
    bcrypt blake2 blake2b blake3 crc32 ec2 ed25519 es256 es384 es512 es6 fido2 fips140 gpt4 gpt5 h264 h265 hotp hs256
    hs384 hs512 http1 http2 http3 i18n ipv4 ipv6 k8s keycloak l10n log4j md4 md5 mfa mp3 mp4 neo4j ntlmv2 oauth oauth1
    oauth2 oauth20 oauth2proxy p12 p256 p384 pbkdf1 pbkdf2 pkcs1 pkcs11 pkcs12 pkcs8 postgres16 ps256 python3
    ripemd160 rs256 rs384 rs512 rsa2048 rsa4096 s3 saml2 secp256k1 secp256r1 sha1 sha2 sha224 sha256 sha3 sha3256
    sha3512 sha384 sha512 tls1 totp u2f utf16 utf32 utf8 web2 web3 win32 win64 wpa2 wpa3 x25519 x509 x64 x86 xxh3
    """
)
"""Names of methods and standards: letters and digits, and yet no password."""

NOTHING = _words(
    """
    admin any apikey array bar baz blank bool boolean byte bytes char credential credentials default dict empty false
    field foo guest hidden input int integer key keys list masked me n/a nil no none null number object off on option
    optional pass passphrase passwd password passwords pwd qux required root secret secrets str string tba tbd test
    testing tests text token tokens true type undefined unknown user username value values yes you
    """
)
"""Values that say what belongs there, or that nothing does."""

PREDICATES = _words(
    """
    about above access across after again against alike allow allowed almost already also always among another
    anything app apps argon auth back based because become before behind being below better between blank both broken
    built case change changes characters chosen clear cleartext common complete correct corrupt credential current
    data database dead default describe different down driven during each either email empty encrypt enough entry env
    even ever every everything exactly expired fair fake field file fine first fixed forgot forgotten four free fresh
    from full given gone good half hard hash hashes header here hers hidden history illegal incorrect input inside
    instead into invalid issue issues item itself just keep kept known last late leaked legal length less like line
    local long lost made mandatory mask match maybe mine minimum missing model more most much must name need never
    next nobody none nothing null object obsolete okay older once only onto opaque open option optional order other
    ours outdated over part passed plain plaintext policy present private process prompt proof public random read
    ready reset reuse right rotate safe said salt same saved scope secret secure seen sensitive sent server session
    set shared short shown shut similar simple single some something somewhere soon spec split stale static stolen
    store strength string strong such taken text than that their them then there these they thing this those through
    token tokens told true twice type typed undefined under unique unknown unset until upper used user username users
    valid value verify visible void want weak well what when where which while whoever whole whom written wrong yours
    zero
    """
)
"""What is said of a password ("is empty"); no rule of endings covers them."""

NOBODYS_ADDRESS = _words(
    """
    a abc b bar baz do-not-reply donotreply email example foo git hg jane.doe janedoe john.doe johndoe me name
    no-reply noreply sample somebody someone svn test user user1 user2 username x you your your-email your.name
    youremail yourname
    """
)
"""What stands before the "@" of an address that reaches nobody in particular."""

NOBODYS_HOME = _words(
    """
    about admin all app apps bar baz build builder dashboard debian default dev developer docker docs edit example
    feed foo git guest help home index jovyan linuxbrew list login main me name new news node overview page profile
    public root runner runneradmin search settings shared somebody someone start test tester ubuntu user username
    users view vscode welcome xxx you your your-name yourname youruser yourusername
    """
)
"""Names in home folders and routes that are no person's."""

PASSWORDS = _words(
    """
    dbpass kennwort pass passcode passphrase passwd password passwort pw pwd userpass userpassword
    """
)
"""Last words of names of settings that hold a password."""

TOKENS = _words(
    """
    accesstoken apikey apitoken authorization authtoken bearer credential credentials creds secret secretkey token
    """
)
"""Last words of names of settings that hold a token or something like it."""

KEYS = _words(
    """
    access account admin api app auth bot client crypto deploy encrypt encryption hmac ingest integration jwt licence
    license master private secret server service session shared signing ssh storage subscription webhook write
    """
)
"""What makes a secret of a "key" that it stands before."""

PASSING = _words(
    """
    bos cancel cancellation change completion continuation csrf design end eos export idempotency import input lock
    mask max min next output pad page prev previous prompt request special start starting stop sync unk update xsrf
    """
)
"""What makes no secret of a "token" that it stands before: a place in a list, a word to a model."""

TRIVIAL = _words(
    """
    admin demo guest p pass pass1 passwd password postgres pw root secret test user username
    """
)
"""Passwords of manuals: whoever writes them tells nothing."""
