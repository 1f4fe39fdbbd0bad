"""The server of this artifact: GET /health and POST /predict on port 5000, as OCI Data Science asks of a container.

It lies in the artifact, beside the model, so a change of it needs no new image.
"""
import logging
import os
import signal
import sys
from pathlib import Path

import joblib
from flask import Flask, jsonify, request
from waitress import serve
from werkzeug.exceptions import BadRequest, HTTPException, RequestEntityTooLarge, UnsupportedMediaType

MODEL_DIR = Path(os.environ.get("MODEL_DIR", Path(__file__).resolve().parent))
PORT = int(os.environ.get("SERVER_PORT") or os.environ.get("PORT") or 5000)
LIMIT = 10_000_000  # what the service lets through

app = Flask(__name__)
model = joblib.load(MODEL_DIR / os.environ.get("MODEL_FILE_LDA", "model.joblib"))


@app.before_request
def not_too_large():
    if (request.content_length or 0) > LIMIT:
        raise RequestEntityTooLarge(f"the body is larger than {LIMIT} bytes")


@app.get("/health")
def health():
    return jsonify(status="success")


@app.post("/predict")
def predict():
    if request.mimetype not in ("application/json", ""):
        raise UnsupportedMediaType("send application/json")
    body = request.get_json(force=True, silent=True)
    rows = body.get("data") if isinstance(body, dict) else None
    if not rows:
        raise BadRequest('expected {"data": [[sepal length, sepal width, petal length, petal width], …]}')
    try:
        return jsonify(prediction=model.predict(rows).tolist())
    except (TypeError, ValueError) as e:
        raise BadRequest(str(e)) from e


@app.errorhandler(HTTPException)
def refused(e):
    """In JSON too where Flask itself refuses: an unknown path, another method, a body that is too large."""
    answer = e.get_response()
    answer.data, answer.content_type = jsonify(error=e.description).data, "application/json"
    return answer


@app.errorhandler(RecursionError)
def too_deep(e):
    return refused(BadRequest("the JSON is nested too deeply"))


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
    serve(app, host="0.0.0.0", port=PORT, threads=4)
