"""The routes of Azure's own inference server around a scoring script with init() and run(data).

Port 5001: GET / answers Healthy once init() has run, /score hands the body to run(), /swagger.json describes both.
AZUREML_ENTRY_SCRIPT says where the script is, AZUREML_MODEL_DIR where the model is.
"""
import importlib.util
import json
import logging
import os
import signal
import sys
import time
import uuid

from flask import Flask, Response, g, jsonify, request
from waitress import serve
from werkzeug.exceptions import BadRequest, HTTPException, NotFound, RequestEntityTooLarge

SCRIPT = os.path.join(os.environ.get("AML_APP_ROOT", "/var/azureml-app"),
                      os.environ.get("AZUREML_ENTRY_SCRIPT", "code/score.py"))
PORT = int(os.environ.get("SERVER_PORT") or 5001)
ID_LIMIT = 100
OPENAPI = {"2": {"swagger": "2.0"}, "3": {"openapi": "3.0.3"}, "3.1": {"openapi": "3.1.0"}}
LIMIT = 100_000_000  # of a body, in bytes

app = Flask(__name__)
app.json.sort_keys = False


def scoring_script():
    sys.path.insert(0, os.path.dirname(SCRIPT))
    spec = importlib.util.spec_from_file_location("score", SCRIPT)
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    script.init()
    return script


@app.before_request
def not_too_large():
    if (request.content_length or 0) > LIMIT:
        raise RequestEntityTooLarge(f"the body is larger than {LIMIT} bytes")


@app.before_request
def request_ids():
    g.ids, g.ran = {}, None
    given = {"x-request-id": request.headers.get("x-request-id") or str(uuid.uuid4()),
             "x-ms-request-id": request.headers.get("x-ms-request-id"),
             "x-ms-client-request-id": request.headers.get("x-ms-client-request-id")}
    for name, value in given.items():
        if value and len(value) > ID_LIMIT:
            return jsonify(message=f"{name} must not exceed {ID_LIMIT} characters"), 431
    g.ids = {name: value for name, value in given.items() if value}


@app.after_request
def response_ids(answer):
    answer.headers.update(g.get("ids", {}))
    if g.get("ran") is not None:
        answer.headers["x-ms-run-fn-exec-ms"] = f"{g.ran:.3f}"
        answer.headers["x-ms-run-function-failed"] = str(answer.status_code >= 500).lower()
    return answer


@app.get("/")
def healthy():
    return "Healthy"


@app.route("/score", methods=["GET", "POST", "OPTIONS"], provide_automatic_options=False)
def score():
    if request.method == "OPTIONS":
        return Response(headers={"Allow": "GET, OPTIONS, POST"})
    try:
        data = json.dumps(request.args) if request.method == "GET" else request.get_data().decode()
    except UnicodeDecodeError as e:
        raise BadRequest("the body is not UTF-8") from e
    started = time.perf_counter()
    try:
        found = script.run(data)
    except Exception:
        app.logger.exception("run() failed")
        found = jsonify(message="An unexpected error occurred in scoring script. Check the logs for more info."), 500
    g.ran = (time.perf_counter() - started) * 1000
    return found if isinstance(found, (Response, tuple)) else Response(json.dumps(found), mimetype="application/json")


@app.get("/swagger.json")
def swagger():
    version = request.args.get("version", "2")
    if version not in OPENAPI:
        raise NotFound(f"there is no swagger of version {version}; ask for 2, 3 or 3.1")
    text = {"responses": {"200": {"description": "the answer"}}}
    return jsonify({**OPENAPI[version], "info": {"title": "score", "version": "1"},
                    "paths": {"/": {"get": text}, "/score": {"get": text, "post": text}}})


@app.errorhandler(HTTPException)
def refused(e):
    answer = e.get_response()
    answer.data, answer.content_type = jsonify(message=e.description).data, "application/json"
    return answer


@app.after_request
def without_length(answer):
    """After a HEAD with a length waitress ends the connection without a word; without one it says so."""
    if request.method == "HEAD":
        answer.automatically_set_content_length = False
        del answer.headers["Content-Length"]
    return answer


if __name__ == "__main__":
    # the first process of a container is told to stop only where it says that it listens
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    logging.basicConfig(level=logging.INFO, stream=sys.stdout, format="%(asctime)s %(levelname)s %(message)s")
    script = scoring_script()
    # a large body stays in memory: /tmp may be small
    serve(app, host="0.0.0.0", port=PORT, threads=4, inbuf_overflow=128 << 20)
