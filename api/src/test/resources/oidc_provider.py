"""A foreign OpenID provider for the tests: oidc-provider-mock, which leaves PKCE out, with authlib's check of RFC 7636.

Prints its port on one line and ends when its input ends, so that it never outlives who started it.
"""

import os
import sys
import threading
import wsgiref.simple_server

os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"  # It is spoken to on loopback only.

from authlib.oauth2.rfc6749.errors import InvalidRequestError
from authlib.oauth2.rfc7636 import CodeChallenge
from oidc_provider_mock import _app


class Challenge(CodeChallenge):
    """The challenge of each code; the provider's own store has no room for it."""

    of = {}

    def get_authorization_code_challenge(self, authorization_code):
        return self.of[authorization_code.code]

    def get_authorization_code_challenge_method(self, authorization_code):
        return "S256"


class Grant(_app.AuthorizationCodeGrant):
    def __init__(self, *args, **named):
        super().__init__(*args, **named)
        Challenge(required=True)(self)

    def save_authorization_code(self, code, request):
        asked = request.payload.data
        if asked.get("code_challenge_method") != "S256":
            raise InvalidRequestError("code_challenge_method must be S256")
        super().save_authorization_code(code, request)
        Challenge.of[code] = asked.get("code_challenge")


_app.AuthorizationCodeGrant = Grant
provider = _app.app(require_client_registration=True, require_nonce=True)
server = wsgiref.simple_server.make_server("127.0.0.1", 0, provider)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_port, flush=True)
sys.stdin.read()
