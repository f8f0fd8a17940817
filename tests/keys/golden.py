"""Computes the vectors of golden.test.ts without the app's code, and prints them as JSON."""
import base64, hashlib, json
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

EMAIL = 'zoé@example.com'
SET_UP_ID = '3f1c9a52-7f0e-4b57-9d35-0c2d8a7e6b41'
RECOVERY_KEY = '0123456789ABCDEFGHJKMNPQR'
SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
SALT = bytes(range(0xA0, 0xB0))
KEPT_KEY = bytes(range(0xC0, 0xE0))
drawn = 0


def draw(count):
    """The bytes 0, 1, 2, ... in turn, as the test's random source draws them."""
    global drawn
    drawn += count
    return bytes(byte % 256 for byte in range(drawn - count, drawn))


def b64(data):
    return base64.b64encode(data).decode()


def dump(value):
    return json.dumps(value, ensure_ascii=False, separators=(',', ':'))


def hkdf(secret, salt, info):
    return HKDF(SHA256(), 32, salt, info.encode()).derive(secret)


def raw(private):
    return private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def box(key, text, head, aad):
    nonce = draw(12)
    sealed = AESGCM(key).encrypt(nonce, text, dump(aad).encode())
    return dump({**head, 'nonce': b64(nonce), 'tag': b64(sealed[-16:]), 'data': b64(sealed[:-16])})


def scrypt(secret, salt, n, r, p):
    return hashlib.scrypt(secret, salt=salt, n=n, r=r, p=p, dklen=32, maxmem=2**26)


password_key = scrypt('crème brûlée'.encode(), SALT, 2**14, 8, 5)
recovery_private = X25519PrivateKey.from_private_bytes(hkdf(RECOVERY_KEY.encode(), None, 'latchkey recovery x25519 1'))
recovery_public = raw(recovery_private)
key_id, key = b64(draw(16)), draw(32)
text = key + recovery_public


def password_slot():
    stated = {'N': 2**14, 'r': 8, 'p': 5, 'salt': b64(SALT)}
    head = {'format': 'latchkey password slot 1', 'keyId': key_id, **stated}
    return box(password_key, text, head, [head['format'], key_id, EMAIL, 2**14, 8, 5, b64(SALT)])


def recovery_slot():
    ephemeral = X25519PrivateKey.from_private_bytes(draw(32))
    public = raw(ephemeral)
    shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(recovery_public))
    slot_key = hkdf(shared, public + recovery_public, 'latchkey recovery slot 1 ' + key_id)
    head = {'format': 'latchkey recovery slot 1', 'keyId': key_id, 'ephemeral': b64(public)}
    return box(slot_key, text, head, [head['format'], key_id, EMAIL, b64(public)])


def kept_slot():
    head = {'format': 'latchkey kept slot 1', 'keyId': key_id}
    return box(KEPT_KEY, text, head, [head['format'], key_id, EMAIL])


def totp_secret():
    head = {'format': 'latchkey totp 2', 'keyId': key_id}
    totp_key = hkdf(key, None, 'latchkey totp 1')
    return box(totp_key, SECRET.encode(), head, [head['format'], key_id, EMAIL, SET_UP_ID])


print(
    json.dumps(
        {
            'passwordKey': password_key.hex(),
            'recoveryPublicKey': recovery_public.hex(),
            # In the order in which the test makes them.
            'passwordSlot': password_slot(),
            'recoverySlot': recovery_slot(),
            'keptSlot': kept_slot(),
            'totpSecret': totp_secret(),
        },
        indent=2,
        ensure_ascii=False,
    )
)
