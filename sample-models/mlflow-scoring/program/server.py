"""The routes of MLflow's scoring server around the scikit-learn model of an MLflow model folder, without MLflow itself.

Port 8080: GET /ping, /health and /version, POST /invocations. The signature in MLmodel says which columns a row has.
"""
import csv
import io
import json
import logging
import math
import os
import pickle
import re
import signal
import sys
from pathlib import Path

from flask import Flask, Response, jsonify, request
from waitress import serve
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

FOLDER = Path(os.environ.get("MODEL_DIR", "/opt/ml/model"))
PORT = int(os.environ.get("PORT") or 8080)
FORMS = ("dataframe_split", "dataframe_records", "instances", "inputs")
CODES = {404: "ENDPOINT_NOT_FOUND", 500: "INTERNAL_ERROR"}
LIMIT = 100_000_000  # of a body, in bytes

app = Flask(__name__)
MLMODEL = (FOLDER / "MLmodel").read_text()
VERSION = re.search(r"(?m)^mlflow_version: (\S+)", MLMODEL)[1]
with open(FOLDER / "model.pkl", "rb") as file:
    model = pickle.load(file)


def signature(part):
    """A part of the signature: in MLmodel it is JSON in a line of YAML."""
    found = re.search(rf"(?m)^  {part}: '(.*)'$", MLMODEL)
    return json.loads(found[1]) if found else []


COLUMNS = [each["name"] for each in signature("inputs")]
PARAMS = {each["name"]: each["default"] for each in signature("params")}


class Refused(Exception):
    def __init__(self, message, code="BAD_REQUEST"):
        self.message, self.code = message, code


def number(value, name):
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise Refused(f"Failed to enforce schema of data: {name} is not a double: {value!r}", "INVALID_PARAMETER_VALUE")
    return value


def record(row):
    """The values of a row by name, in the order of the signature; columns that it does not know are dropped."""
    missing = [name for name in COLUMNS if name not in row]
    if missing:
        raise Refused(f"Failed to enforce schema of data: missing {', '.join(missing)}", "INVALID_PARAMETER_VALUE")
    return [number(row[name], name) for name in COLUMNS]


def positional(row, names):
    if not isinstance(row, list) or len(row) != len(names):
        raise Refused(f"Failed to enforce schema of data: a row needs {len(names)} values", "INVALID_PARAMETER_VALUE")
    return record(dict(zip(names, row)))


def from_json(said):
    forms = [form for form in FORMS if form in said] if isinstance(said, dict) else []
    if len(forms) != 1:
        raise Refused(f"The input must be an object with exactly one of {', '.join(FORMS)}")
    form, value = forms[0], said[forms[0]]
    if form == "dataframe_split":
        if not isinstance(value, dict) or not isinstance(value.get("data"), list):
            raise Refused("dataframe_split needs data")
        return [positional(row, value.get("columns") or COLUMNS) for row in value["data"]]
    if form == "inputs" and isinstance(value, dict):
        lists = [each if isinstance(each, list) else [each] for each in value.values()]
        if len({len(each) for each in lists}) > 1:
            raise Refused("the columns of inputs differ in length")
        return [record(dict(zip(value, row))) for row in zip(*lists)]
    if not isinstance(value, list) or form == "dataframe_records" and not all(isinstance(row, dict) for row in value):
        raise Refused(f"{form} must be a list")
    return [record(row) if isinstance(row, dict) else positional(row, COLUMNS) for row in value]


def from_csv(text):
    lines = [line for line in csv.reader(io.StringIO(text)) if line]
    try:
        return [positional([float(cell) for cell in line], lines[0]) for line in lines[1:]]
    except ValueError as e:
        raise Refused(f"Failed to enforce schema of data: {e}", "INVALID_PARAMETER_VALUE") from e


def threshold(params):
    if not isinstance(params, dict):
        raise Refused("params must be an object")
    return number(params.get("threshold", PARAMS["threshold"]), "params.threshold")


@app.before_request
def not_too_large():
    if (request.content_length or 0) > LIMIT:
        raise RequestEntityTooLarge(f"the body is larger than {LIMIT} bytes")


@app.get("/ping")
@app.get("/health")
def ping():
    return Response("\n", mimetype="application/json")


@app.get("/version")
def version():
    return Response(VERSION, mimetype="application/json")


@app.post("/invocations")
def invocations():
    kind, others = request.mimetype, {key: value.lower() for key, value in request.mimetype_params.items()}
    if kind not in ("application/json", "text/csv") or others not in ({}, {"charset": "utf-8"}):
        return Response("This server takes application/json and text/csv in UTF-8 only", 415, mimetype="text/plain")
    try:
        text = request.get_data().decode()
        said = json.loads(text) if kind == "application/json" else {}
        found = from_json(said) if kind == "application/json" else from_csv(text)
        limit = threshold(said.get("params") or {})
        if not found:
            raise Refused("there are no rows")
        return jsonify(predictions=(model.predict_proba(found)[:, 1] > limit).astype(int).tolist())
    except Refused as e:
        return jsonify(error_code=e.code, message=e.message), 400
    except (RecursionError, ValueError, csv.Error) as e:
        return jsonify(error_code="BAD_REQUEST", message=f"Failed to parse data: {e}"), 400


@app.errorhandler(HTTPException)
def refused(e):
    answer = e.get_response()
    answer.data = jsonify(error_code=CODES.get(e.code, "BAD_REQUEST"), message=e.description).data
    answer.content_type = "application/json"
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
    # a large body stays in memory: /tmp may be small
    serve(app, host="0.0.0.0", port=PORT, threads=4, inbuf_overflow=128 << 20)
