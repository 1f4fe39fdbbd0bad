"""The Open Inference Protocol, version 2, over HTTP for one scikit-learn model of digits, version 1.

Port 8000 and the name digits, or --http_port and --model_name as KServe gives them (Slipway says the name in a variable);
the model is in /mnt/models.
"""
import argparse
import logging
import os
import signal
import sys
from pathlib import Path

import joblib
import numpy
from flask import Flask, jsonify, request
from waitress import serve
from werkzeug.exceptions import BadRequest, HTTPException, NotFound, RequestEntityTooLarge, UnsupportedMediaType

given = argparse.ArgumentParser()
given.add_argument("--model_name", default=os.environ.get("MODEL_NAME") or os.environ.get("SLIPWAY_MODEL_NAME") or "digits")
given.add_argument("--model_dir", default=os.environ.get("MODEL_DIR", "/mnt/models"))
given.add_argument("--http_port", type=int, default=int(os.environ.get("PORT") or 8000))
ARGS, _ = given.parse_known_args()
INPUTS = [{"name": "pixels", "datatype": "FP32", "shape": [-1, 64]}]
OUTPUTS = [{"name": "label", "datatype": "INT64", "shape": [-1]},
           {"name": "probabilities", "datatype": "FP32", "shape": [-1, 10]}]
LIMIT = 64 << 20  # of a body, in bytes

app = Flask(__name__)
app.json.sort_keys = False
model = joblib.load(Path(ARGS.model_dir) / "model.joblib")


def known(name, version):
    if name != ARGS.model_name:
        raise NotFound(f"unknown model {name}")
    if version not in (None, "1"):
        raise NotFound(f"model {name} has no version {version}")


@app.before_request
def not_too_large():
    if (request.content_length or 0) > LIMIT:
        raise RequestEntityTooLarge(f"the body is larger than {LIMIT} bytes")


@app.get("/v2")
def server():
    return jsonify(name="kserve-v2", version="1", extensions=[])


@app.get("/v2/health/live")
def live():
    return jsonify(live=True)


@app.get("/v2/health/ready")
def ready():
    return jsonify(ready=True)


@app.get("/v2/models/<name>")
@app.get("/v2/models/<name>/versions/<version>")
def metadata(name, version=None):
    known(name, version)
    return jsonify(name=name, versions=["1"], platform="sklearn", inputs=INPUTS, outputs=OUTPUTS)


@app.get("/v2/models/<name>/ready")
@app.get("/v2/models/<name>/versions/<version>/ready")
def model_ready(name, version=None):
    known(name, version)
    return jsonify(name=name, ready=True)


def pixels(said):
    """The one input, as rows of 64; its data may be flat or nested."""
    tensors = said.get("inputs") if isinstance(said, dict) else None
    if not isinstance(tensors, list) or len(tensors) != 1 or not isinstance(tensors[0], dict):
        raise BadRequest("expected inputs with one tensor, pixels")
    tensor = tensors[0]
    for key in ("name", "shape", "datatype", "data"):
        if key not in tensor:
            raise BadRequest(f"the input has no {key}")
    if tensor["name"] != "pixels":
        raise BadRequest(f"unexpected inference input {tensor['name']}; it is called pixels")
    if tensor["datatype"] not in ("FP32", "FP64"):
        raise BadRequest(f"pixels has datatype {tensor['datatype']}, expected FP32")
    try:
        flat = numpy.array(tensor["data"], dtype=numpy.float32).ravel()
    except (TypeError, ValueError) as e:
        raise BadRequest(f"the data of pixels are not numbers: {e}") from e
    shape = tensor["shape"]
    if not isinstance(shape, list) or len(shape) != 2 or any(type(n) is not int for n in shape) or shape[0] < 1 \
            or shape[1] != 64 or shape[0] * 64 != flat.size:
        raise BadRequest(f"pixels has shape {shape} for {flat.size} values, expected [-1, 64]")
    return flat.reshape(-1, 64)


def asked(said):
    """The outputs that the request names, or all."""
    wanted = said.get("outputs") or OUTPUTS
    names = [each.get("name") if isinstance(each, dict) else each for each in wanted]
    for name in names:
        if name not in [each["name"] for each in OUTPUTS]:
            raise BadRequest(f"unexpected inference output {name}")
    return [each for each in OUTPUTS if each["name"] in names]


@app.post("/v2/models/<name>/infer")
@app.post("/v2/models/<name>/versions/<version>/infer")
def infer(name, version=None):
    known(name, version)
    if "Inference-Header-Content-Length" in request.headers:
        raise BadRequest("tensors in binary are not supported")
    if request.mimetype not in ("application/json", ""):
        raise UnsupportedMediaType("send application/json")
    said = request.get_json(force=True, silent=True)
    rows = pixels(said)
    odds = model.predict_proba(rows)
    values = {"label": model.classes_[odds.argmax(axis=1)], "probabilities": odds.round(6)}
    outputs = [{"name": each["name"], "datatype": each["datatype"], "shape": list(values[each["name"]].shape),
                "data": values[each["name"]].ravel().tolist()} for each in asked(said)]
    request_id = {"id": said["id"]} if "id" in said else {}
    return jsonify(model_name=name, model_version="1", **request_id, outputs=outputs)


@app.errorhandler(HTTPException)
def refused(e):
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
    # a large body stays in memory: /tmp may be small
    serve(app, host="0.0.0.0", port=ARGS.http_port, threads=4, inbuf_overflow=128 << 20)
