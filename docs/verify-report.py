#!/usr/bin/env python3
"""Verifies a signed report of Slipway, JSON or HTML, without Slipway: verify-report.py FILE [FINGERPRINT]"""
import base64, hashlib, os, re, subprocess, sys, tempfile
data = open(sys.argv[1], "rb").read()
found = re.fullmatch(rb'(.*)(?:,\n  "signature": (?P<json>{.*})\n}\n|<!-- slipway-signature (?P<html>{.*}) -->\n)', data, re.S)
member = found and re.fullmatch(rb'{"algorithm":"Ed25519","publicKey":"([\w+/=]+)","value":"([\w+/=]+)"}',
                                found["json"] or found["html"])
if not member:
    sys.exit("not valid: no signature at the end")
key, value = (base64.b64decode(part) for part in member.groups())
exact = (base64.b64encode(key), base64.b64encode(value)) == member.groups()
with tempfile.TemporaryDirectory() as folder:
    names = [os.path.join(folder, name) for name in ("report", "key", "signature")]
    for name, content in zip(names, (found[1], key, value)):
        open(name, "wb").write(content)
    answer = subprocess.run(["openssl", "pkeyutl", "-verify", "-rawin", "-in", names[0], "-pubin", "-keyform", "DER",
                             "-inkey", names[1], "-sigfile", names[2]], capture_output=True)
if not exact or answer.returncode or (signer := hashlib.sha256(key).hexdigest()) not in (sys.argv[2:] or [signer]):
    sys.exit("not valid: the report was changed, or another key signed it")
print("valid, signed by the key with the SHA-256 fingerprint", signer)
