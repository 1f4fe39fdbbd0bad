"""The answer with a status of its own, which a scoring script may return; Azure's server has it under this name."""
import json

from flask import Response


class AMLResponse(Response):
    def __init__(self, message, status_code, response_headers=None, json_str=False):
        super().__init__(json.dumps(message) if json_str else message, status_code, response_headers,
                         mimetype="application/json" if json_str else None)
