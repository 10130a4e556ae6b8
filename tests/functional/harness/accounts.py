"""Accounts of Solana, Aptos and TON by numbers, and where their tokens lie, computed from the protocols' definitions alone: nothing here is
shared with the gateway or its test chains, so that both are held against it."""
import base64
import hashlib

TOKEN_PROGRAM = "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"
ASSOCIATED_PROGRAM = "ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL"
ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
P = 2**255 - 19
D = -121665 * pow(121666, -1, P) % P
TON_USDT = "0:b113a994b5024a16719f69139328eb759596c38a25f59028b146fecdc3621dfe"
TON_WALLET_CODE = bytes.fromhex("8f452d7a4dfd74066b682365177259ed05734435be76b5fd4bd5d8af2b7c3d68")


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


# -- Solana

def base58(data):
    value, text = int.from_bytes(data, "big"), ""
    while value:
        value, digit = divmod(value, 58)
        text = ALPHABET[digit] + text
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + text


def from_base58(text):
    value = 0
    for character in text:
        value = value * 58 + ALPHABET.index(character)
    return value.to_bytes(32, "big")


def solana_account(number):
    return base58(sha256(b"account", number.to_bytes(8, "big")))


def is_on_curve(data):
    y = int.from_bytes(data, "little") % 2**255
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    return pow(square, (P - 1) // 2, P) in (0, 1)


def solana_token_account(owner, mint):
    """The associated one, under the classic token program."""
    for bump in range(255, -1, -1):
        made = sha256(from_base58(owner), from_base58(TOKEN_PROGRAM), from_base58(mint), bytes([bump]), from_base58(ASSOCIATED_PROGRAM), b"ProgramDerivedAddress")
        if not is_on_curve(made):
            return base58(made)
    raise AssertionError("every bump is on the curve")


# -- Aptos

def aptos_account(number):
    return "0x" + hashlib.sha3_256(f"account {number}".encode()).hexdigest()


def aptos_primary_store(owner, asset):
    return "0x" + hashlib.sha3_256(bytes.fromhex(owner[2:]) + bytes.fromhex(asset[2:]) + b"\xfc").hexdigest()


# -- TON

def ton_account(number):
    return "0:" + sha256(f"account {number}".encode()).hex()


def ton_friendly(raw):
    """As wallets show it: non-bounceable, URL-safe base64 with CRC16."""
    body = b"\x51\x00" + bytes.fromhex(raw[2:])
    crc = 0
    for byte in body:
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ 0x1021 if crc & 0x8000 else crc << 1) & 0xFFFF
    return base64.urlsafe_b64encode(body + crc.to_bytes(2, "big")).decode()


def account_bits(raw):
    return "100" + "00000000" + f"{int(raw[2:], 16):0256b}"


def cell_bytes(bits, refs=0):
    """A cell's descriptors and data, as hashes and bags have them."""
    data = bits if len(bits) % 8 == 0 else bits + "1" + "0" * (-len(bits) % 8 - 1)
    return bytes([refs, len(bits) // 8 + (len(bits) + 7) // 8]) + bytes(int(data[i:i + 8], 2) for i in range(0, len(data), 8))


def ton_usdt_wallet(owner):
    """The address of an owner's USDT wallet: the hash of what it starts with."""
    data = sha256(cell_bytes("0000" + "0000" + account_bits(owner) + account_bits(TON_USDT)))
    library = sha256(bytes([8, 66, 2]) + TON_WALLET_CODE)
    return "0:" + sha256(cell_bytes("00110", 2) + bytes(4) + library + data).hex()
