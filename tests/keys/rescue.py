"""Prints the secret of an authenticator: rescue.py accounts.db EMAIL password|recovery-key"""
import base64, getpass, hashlib, json, pathlib, re, sqlite3, sys, unicodedata
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


def hkdf(secret, salt, info):
    return HKDF(SHA256(), 32, salt or None, info.encode()).derive(secret)


def bytes_of(text):
    return base64.b64decode(text, validate=True)


def decrypt(key, box, email, *parameters):
    aad = [box['format'], box['keyId'], email, *parameters]
    aad = json.dumps(aad, ensure_ascii=False, separators=(',', ':')).encode()
    return AESGCM(key).decrypt(bytes_of(box['nonce']), bytes_of(box['data']) + bytes_of(box['tag']), aad)


def open_password_slot(slot, email, password):
    text = unicodedata.normalize('NFC', password).encode()
    if len(text) > 72:
        text = password.encode()[:72]
    N, r, p, salt = (slot[name] for name in ('N', 'r', 'p', 'salt'))
    key = hashlib.scrypt(text, salt=bytes_of(salt), n=N, r=r, p=p, dklen=32, maxmem=2**26)
    return decrypt(key, slot, email, N, r, p, salt)


def open_recovery_slot(slot, email, recovery_key):
    text = re.sub(r'[\s-]', '', recovery_key.upper()).translate(str.maketrans('OIL', '011'))
    private = X25519PrivateKey.from_private_bytes(hkdf(text.encode(), b'', 'latchkey recovery x25519 1'))
    public = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    ephemeral = bytes_of(slot['ephemeral'])
    shared = private.exchange(X25519PublicKey.from_public_bytes(ephemeral))
    key = hkdf(shared, ephemeral + public, f"latchkey recovery slot 1 {slot['keyId']}")
    return decrypt(key, slot, email, slot['ephemeral'])


file, typed_email, kind = sys.argv[1:]
typed = getpass.getpass(f'{kind}: ') if sys.stdin.isatty() else sys.stdin.readline().rstrip('\n')
database = sqlite3.connect(pathlib.Path(file).resolve().as_uri() + '?mode=ro', uri=True)
columns = 'email, password_slot, recovery_slot, totp_secret, totp_id'
row = database.execute(f'SELECT {columns} FROM users WHERE email = ?', [typed_email]).fetchone()
if row is None:
    sys.exit('no such account')
email = unicodedata.normalize('NFC', unicodedata.normalize('NFC', row[0]).strip().lower())
slot, open_slot = (row[1], open_password_slot) if kind == 'password' else (row[2], open_recovery_slot)
if slot is None or row[3] is None:
    sys.exit('this account has no such slot, or two-factor is off')
secret = json.loads(row[3])
if secret['format'] != 'latchkey totp 2':
    sys.exit('an older version encrypted this secret under the key store')
try:
    data_key = open_slot(json.loads(slot), email, typed)[:32]
    print(decrypt(hkdf(data_key, b'', 'latchkey totp 1'), secret, email, row[4]).decode())
except InvalidTag:
    sys.exit(f'the {kind} does not open the slot, or the data key does not open the secret')
