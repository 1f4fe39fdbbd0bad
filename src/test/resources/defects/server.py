"""A model server that keeps one platform's contract, and breaks exactly one thing of it where DEFECT names one.

Nothing but Python's standard library. CONTRACT says whose contract it is, README.md lists the defects; the model weighs
four numbers: sepal_length, sepal_width, petal_length, petal_width. Other variables:
  PORT          instead of the contract's own port (SAGEMAKER_BIND_TO_PORT and SERVER_PORT count where the platform has them)
  HEALTH_PORT   a second port for the health route, as OCI allows
  MODEL_DIR     instead of the contract's own folder; weights.json is read from there where it exists
  MODEL_NAME    the name of the model for oip-v2 and openai (model)
  SLOW_S, START_S, LATE_S   how long predict-slow, slow-start and sigterm-late take (65, 20, 40 s)
  NEEDS_HOST, NEEDS_PORT   what needs-network connects to (features.example.com, 443)
  NEEDS_SUBNET  how needs-subnet expects the host's address to begin (172.17.)
A file `defect.env` in the model folder with lines NAME=VALUE says the same: so one image serves for every defect.
"""
import csv
import io
import json
import math
import os
import re
import signal
import socket
import socketserver
import struct
import sys
import threading
import time
import urllib.parse
import urllib.request
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer



def environment():
    """Ours, and what the model folder says."""
    env = dict(os.environ)
    folder = env.get("MODEL_DIR") or env.get("SLIPWAY_MODEL_DIR")
    try:
        with open(os.path.join(folder or "/", "defect.env")) as file:
            env.update(line.strip().split("=", 1) for line in file if "=" in line)
    except OSError:
        pass
    return env


ENV = environment()
CONTRACT = ENV.get("CONTRACT") or ENV.get("SLIPWAY_CONTRACT") or "oci-byoc"
CONTRACT = {"oci-conda": "oci-byoc"}.get(CONTRACT, CONTRACT)
DEFECT = ENV.get("DEFECT", "")
MODEL = ENV.get("MODEL_NAME") or ENV.get("SLIPWAY_MODEL_NAME") or "model"
COLUMNS = ["sepal_length", "sepal_width", "petal_length", "petal_width"]
FORMS = ["dataframe_split", "dataframe_records", "inputs", "instances", "data", "input_data"]
# port, model folder, health routes, predict routes, largest body
PLATFORMS = {
    "oci-byoc": (5000, "/opt/ds/model/deployed_model", ["/health"], ["/predict"], 10_000_000),
    "sagemaker": (8080, "/opt/ml/model", ["/ping"], ["/invocations"], 25_000_000),
    "mlflow": (8080, "/opt/ml/model", ["/ping", "/health"], ["/invocations"], 100_000_000),
    "azureml": (5001, ENV.get("AZUREML_MODEL_DIR", "/var/azureml-app/azureml-models"), ["/"], ["/score"], 100_000_000),
    "oip-v2": (8000, "/mnt/models", ["/v2/health/ready"], [], 64 << 20),
    "openai": (8000, "/models", ["/health"], ["/v1/chat/completions", "/v1/completions"], 64 << 20),
}
if CONTRACT not in PLATFORMS:
    sys.exit(f"unknown CONTRACT {CONTRACT}: one of {', '.join(PLATFORMS)}")
USUAL_PORT, USUAL_FOLDER, HEALTH, PREDICT, LIMIT = PLATFORMS[CONTRACT]
FOLDER = ENV.get("MODEL_DIR") or ENV.get("SLIPWAY_MODEL_DIR") or USUAL_FOLDER
LARGE = 1_000_000
OIP = re.compile(r"/v2/models/([^/]+)(?:/versions/([0-9]+))?(?:/(infer|ready))?")
STARTED = time.monotonic()
STOP = threading.Event()
COUNTING = threading.Lock()
in_flight = answered = 0


def bad(*names):
    return DEFECT in names


def say(text):
    print(text, flush=True)


class Refused(Exception):
    def __init__(self, status, message, code=None, headers=()):
        super().__init__(message)
        self.status, self.message, self.code, self.headers = status, message, code, dict(headers)


# ---- the model and the forms of its payload

def weights():
    try:
        with open(os.path.join(FOLDER, "weights.json")) as file:
            return json.load(file)["weights"]
    except FileNotFoundError:
        return [0.5, -0.25, 1, 2]


def at_home():
    """Whether this host has an address of the network that is expected."""
    return socket.gethostbyname(socket.gethostname()).startswith(ENV.get("NEEDS_SUBNET", "172.17."))


def work():
    """What a defect does to a prediction whose payload is good."""
    if bad("predict-500"):
        raise Refused(500, "the model failed")
    if bad("predict-slow"):
        STOP.wait(float(ENV.get("SLOW_S", 65)))
    if bad("health-before-ready") and time.monotonic() - STARTED < 6:
        raise Refused(503, "the model is not loaded yet")
    if bad("needs-network"):
        try:
            socket.create_connection((ENV.get("NEEDS_HOST", "features.example.com"),
                                      int(ENV.get("NEEDS_PORT", 443))), 3).close()
        except OSError as e:
            raise Refused(500, f"features cannot be fetched: {e}") from e
    if bad("needs-subnet") and not at_home():
        raise Refused(500, "this is not the network of the features")
    if bad("concurrent-fail") and in_flight > 2:
        raise Refused(503, "busy")
    if bad("concurrent-fail", "concurrent-block-health"):
        time.sleep(0.2)


def weigh(rows):
    global answered
    if not rows:
        raise Refused(400, "no rows")
    for row in rows:
        if len(row) != len(COLUMNS):
            raise Refused(400, f"a row has {len(row)} values, expected {len(COLUMNS)}", "INVALID_PARAMETER_VALUE")
        if not all(isinstance(v, (int, float)) and not isinstance(v, bool) and math.isfinite(v) for v in row):
            raise Refused(400, "every value must be a number", "INVALID_PARAMETER_VALUE")
    work()
    answered += 1
    return [round(sum(w * v for w, v in zip(WEIGHTS, row)) + (answered if bad("stateful") else 0), 6) for row in rows]


def by_name(found):
    missing = [name for name in COLUMNS if name not in found]
    if missing:
        raise Refused(400, f"missing columns: {', '.join(missing)}", "INVALID_PARAMETER_VALUE")
    return [found[name] for name in COLUMNS]


def table(value):
    """Rows in our order, from a split or column-wise object, or from a list of rows or records."""
    if isinstance(value, dict) and isinstance(value.get("data"), list):
        names = value.get("columns") or COLUMNS
        return table([dict(zip(names, row)) if isinstance(row, list) and len(row) == len(names) else row
                      for row in value["data"]])
    if isinstance(value, dict):
        columns = [each if isinstance(each, list) else [each] for each in by_name(value)]
        if len({len(each) for each in columns}) > 1:
            raise Refused(400, "the columns differ in length")
        return [list(row) for row in zip(*columns)]
    if not isinstance(value, list):
        raise Refused(400, "expected rows or columns")
    rows = [by_name(row) if isinstance(row, dict) else row for row in value]
    if not all(isinstance(row, list) for row in rows):
        raise Refused(400, "expected a list of rows")
    return rows


def refuse_constant(name):
    raise ValueError(f"{name} is not JSON")


def as_json(raw):
    try:
        return json.loads(raw.decode("utf-8"), parse_constant=refuse_constant)
    except (ValueError, RecursionError) as e:
        raise Refused(400, f"the body is not JSON: {e}") from e


def from_json(raw):
    said = as_json(raw)
    forms = FORMS[:4] if CONTRACT == "mlflow" else FORMS
    if isinstance(said, list) and bad("bare-list-200"):
        return [[0, 0, 0, 0]]
    if isinstance(said, list) and CONTRACT != "mlflow":
        return table(said)
    found = [form for form in forms if form in said] if isinstance(said, dict) else []
    if not found and isinstance(said, dict) and bad("no-form-200"):
        return [[0, 0, 0, 0]]
    if len(found) != 1 and not (found and bad("two-forms-200")):
        raise Refused(400, f"expected exactly one of {', '.join(forms)}")
    form, value = found[0], said[found[0]]
    if bad("two-forms-200") and len(found) > 1:
        return [[0, 0, 0, 0]]
    if bad(f"form-{form}-fails"):
        raise Refused(400, f"{form} is not supported")
    if form == "dataframe_split" and not (isinstance(value, dict) and isinstance(value.get("data"), list)):
        raise Refused(400, "dataframe_split must have data")
    if form == "dataframe_records" and not isinstance(value, list):
        raise Refused(400, "dataframe_records must be a list")
    if CONTRACT == "mlflow" and not isinstance(said.get("params", {}), dict):
        raise Refused(400, "params must be an object")
    return table(value)


def from_csv(raw, header):
    if bad("form-csv-fails"):
        raise Refused(400, "CSV is not supported")
    try:
        lines = [line for line in csv.reader(io.StringIO(raw.decode("utf-8"))) if line]
        names = lines.pop(0) if header and lines else COLUMNS
        if any(len(line) != len(names) for line in lines):
            raise Refused(400, "the lines differ in length")
        return table([dict(zip(names, map(float, line))) for line in lines])
    except (ValueError, csv.Error) as e:
        raise Refused(400, f"the body is not CSV: {e}") from e


# ---- predict, per contract; each answers a body, a content type and a status

def wants(call, *kinds):
    """The content type, one of `kinds`; a request without one is taken as JSON."""
    kind, _, rest = call.headers.get("Content-Type", "application/json").partition(";")
    kind, rest = kind.strip().lower(), rest.strip().lower().replace('"', "")
    if kind in kinds and (CONTRACT != "mlflow" or rest in ("", "charset=utf-8") or bad("charset-any")):
        return kind
    if bad("content-type-any") and kind not in kinds:
        return kinds[0]
    raise Refused(500 if bad("content-type-500") else 415, f"unsupported content type {kind}; send {' or '.join(kinds)}")


def tabular(call):
    kind = wants(call, "application/json", "text/csv")
    header = CONTRACT == "mlflow" or bad("csv-header-only")
    found = weigh(from_csv(call.raw, header) if kind == "text/csv" else from_json(call.raw))
    if CONTRACT == "sagemaker" and call.headers.get("Accept", "").startswith("text/csv"):
        return "".join(f"{each}\n" for each in found), "text/csv"
    if bad("predictions-key"):
        return found, "application/json"
    return {"prediction" if CONTRACT == "oci-byoc" else "predictions": found}, "application/json"


def azure(call):
    """As score.py behind Azure's own server: run() gets the body, whatever its content type says."""
    if bad("content-type-500") and not call.headers.get("Content-Type", "application/json").startswith("application/json"):
        raise Refused(500, "unexpected content type")
    raw = call.raw
    if call.command == "GET":
        raw = json.dumps(dict(urllib.parse.parse_qsl(call.path.partition("?")[2]))).encode()
    answer = {"predictions": weigh(from_json(raw))}
    return json.dumps(json.dumps(answer)) if bad("double-encoding") else answer, "application/json"


def oip_tensor(tensor):
    if not isinstance(tensor, dict) or any(key not in tensor for key in ("name", "shape", "datatype", "data")):
        raise Refused(400, "an input needs name, shape, datatype and data")
    if tensor["datatype"] not in ("FP32", "FP64") and not bad("any-datatype"):
        raise Refused(400, f"input {tensor['name']} has datatype {tensor['datatype']}, expected FP64")
    flat = tensor["data"] if isinstance(tensor["data"], list) else [tensor["data"]]
    while any(isinstance(each, list) for each in flat):
        flat = [value for each in flat for value in (each if isinstance(each, list) else [each])]
    shape = tensor["shape"]
    if not isinstance(shape, list) or len(shape) not in (1, 2) or not all(type(n) is int and n > 0 for n in shape) \
            or math.prod(shape) != len(flat) or (len(shape) == 2 and shape[1] != 1):
        raise Refused(400, f"input {tensor['name']} has {len(flat)} values for shape {shape}, expected [-1]")
    return flat


def infer(call):
    wants(call, "application/json")
    if "Inference-Header-Content-Length" in call.headers:
        raise Refused(400, "binary tensors are not supported")
    said = as_json(call.raw)
    if bad("form-infer-fails"):
        raise Refused(400, "infer is not supported")
    if not isinstance(said, dict) or not isinstance(said.get("inputs"), list):
        raise Refused(400, "expected inputs")
    unknown = [str(each.get("name") if isinstance(each, dict) else each) for each in said.get("outputs") or []
               if not isinstance(each, dict) or each.get("name") != "prediction"]
    if unknown:
        raise Refused(400, f"unexpected inference output {unknown[0]}")
    given = {}
    for tensor in said["inputs"]:
        given[tensor.get("name") if isinstance(tensor, dict) else None] = oip_tensor(tensor)
    strange = [str(name) for name in given if name not in COLUMNS]
    if strange:
        raise Refused(400, f"unexpected inference input {strange[0]}")
    found = weigh(table(given))
    output = {"name": "prediction", "datatype": "FLOAT64" if bad("infer-wrong-datatype") else "FP64",
              "shape": [len(found)], "data": found}
    if bad("infer-no-shape"):
        del output["shape"]
    answer = {"model_name": MODEL, "model_version": "1", "outputs": [output]}
    if "id" in said and not bad("id-dropped"):
        answer["id"] = said["id"]
    return answer, "application/json"


def asked_text(said, chat):
    if not chat:
        if not isinstance(said.get("prompt"), str):
            raise Refused(400, "'prompt' must be a string", "prompt")
        return said["prompt"]
    messages = said.get("messages")
    if not isinstance(messages, list) or not messages \
            or not all(isinstance(m, dict) and isinstance(m.get("content"), str) and isinstance(m.get("role"), str) for m in messages):
        raise Refused(400, "'messages' must be a list of role and content", "messages")
    return messages[-1]["content"]


def complete(call):
    """Says the text again, word by word."""
    wants(call, "application/json")
    said = as_json(call.raw)
    if not isinstance(said, dict) or not isinstance(said.get("model"), str):
        raise Refused(400, "you must provide a model parameter", "model")
    if said["model"] != MODEL and not bad("unknown-model-200"):
        raise Refused(404, f"The model `{said['model']}` does not exist", "model")
    chat = call.route.startswith("/v1/chat")
    prompt = asked_text(said, chat).split()
    most = said.get("max_tokens") or said.get("max_completion_tokens") or 16
    if type(most) is not int or most < 1 or not isinstance(said.get("stream", False), bool):
        raise Refused(400, "max_tokens must be a whole number above 0, and stream true or false", "max_tokens")
    work()
    words = prompt[:most]
    kind, reason = "chat.completion" if chat else "text_completion", "stop" if len(words) == len(prompt) else "length"
    head = {"id": f"{'chatcmpl' if chat else 'cmpl'}-{uuid.uuid4().hex[:12]}", "created": int(time.time()), "model": MODEL}
    usage = {"prompt_tokens": len(prompt), "completion_tokens": len(words), "total_tokens": len(prompt) + len(words)}
    if said.get("stream") and not bad("stream-ignored"):
        return stream(call, said, chat, head, words, reason, usage)
    text = " ".join(words)
    choice = {"message": {"role": "assistant", "content": text}} if chat else {"text": text}
    if bad("no-finish-reason"):
        reason = None
    answer = dict(head, object=kind, choices=[{"index": 0, **choice, "finish_reason": reason}])
    return answer if bad("no-usage") else dict(answer, usage=usage), "application/json"


def stream(call, said, chat, head, words, reason, usage):
    head = dict(head, object="chat.completion.chunk" if chat else "text_completion")
    pieces = [{"role": "assistant", "content": ""}] if chat else []
    pieces += [{"content": word if i == 0 else " " + word} for i, word in enumerate(words)]
    call.begin_stream("application/json" if bad("stream-content-type") else "text/event-stream")
    for piece in pieces:
        choice = {"delta": piece} if chat else {"text": piece["content"]}
        call.event(dict(head, choices=[{"index": 0, **choice, "finish_reason": None}]))
    call.event(dict(head, choices=[{"index": 0, **({"delta": {}} if chat else {"text": ""}), "finish_reason": reason}]))
    if isinstance(said.get("stream_options"), dict) and said["stream_options"].get("include_usage") and not bad("no-usage"):
        call.event(dict(head, choices=[], usage=usage))
    call.end_stream(not bad("stream-no-done"))
    return None, None


def predict(call):
    try:
        return {"azureml": azure, "oip-v2": infer, "openai": complete}.get(CONTRACT, tabular)(call)
    except Refused as e:
        if e.status == 400:
            if bad("crash-malformed"):
                os._exit(1)
            if bad("malformed-200"):
                return error(e), "application/json"
            if bad("malformed-500"):
                e.status = 500
        raise


# ---- health and what else there is to read

def health(call):
    if bad("server-ready-fails") and call.route == "/v2/health/ready":
        raise Refused(404, "not ready")
    if bad("health-500", "never-ready"):
        raise Refused(500 if bad("health-500") else 503, "not ready")
    if bad("health-redirect") and not call.route.endswith("//") and call.path == call.route:
        raise Refused(302, "moved", headers={"Location": call.route + "?ready=1"})
    if bad("health-slow") or bad("concurrent-block-health") and in_flight > 2:
        time.sleep(4)
    if bad("health-204"):
        return None, "204"
    if bad("health-body"):
        return {"status": "up and running"}, "application/json"
    return {"oci-byoc": ({"status": "success"}, "application/json"), "sagemaker": ("", "text/plain"),
            "mlflow": ("\n", "application/json"), "openai": ({"status": "ok"}, "application/json"),
            "azureml": ("OK" if bad("healthy-word") else "Healthy", "text/html; charset=utf-8"),
            "oip-v2": ({"ready": True}, "application/json")}[CONTRACT]


def model_ready(call):
    if bad("model-ready-fails"):
        raise Refused(404, "the model is not ready")
    return ({"name": MODEL, "ready": True}, "application/json") if health(call)[0] else (None, "204")


def fixed(value):
    return lambda call: (value, "application/json")


def swagger(call):
    version = urllib.parse.parse_qs(call.path.partition("?")[2]).get("version", ["2"])[0]
    if version not in ("2", "3", "3.1") or bad("swagger-missing"):
        raise Refused(404, f"there is no swagger version {version}")
    head = {"swagger": "2.0"} if version == "2" else {"openapi": {"3": "3.0.3", "3.1": "3.1.0"}[version]}
    return dict(head, info={"title": "defects", "version": "1"}, paths={"/": {}, "/score": {}}), "application/json"


def oip_routes(path):
    if path == "/v2" and bad("server-metadata-missing"):
        return None
    if path == "/v2":
        return {"GET": fixed({"name": "defects", "version": "1", "extensions": []})}
    if path == "/v2/health/live":
        def live(call):
            if bad("live-fails"):
                raise Refused(500, "not live")
            return {"live": True}, "application/json"
        return {"GET": live}
    match = OIP.fullmatch(path)
    if not match:
        return None
    name, version, verb = match.groups()
    if urllib.parse.unquote(name) != MODEL and not bad("unknown-model-200"):
        raise Refused(404, f"unknown model {urllib.parse.unquote(name)}")
    if version not in (None, "1") or version and bad("version-route-missing"):
        raise Refused(404, f"model {MODEL} has no version {version}")
    if verb == "infer":
        return {"POST": predict}
    if verb == "ready":
        return {"GET": model_ready}
    if bad("model-metadata-missing"):
        return None
    known = {"name": MODEL, "versions": ["1"], "platform": "python",
             "inputs": [{"name": name, "datatype": "FP64", "shape": [-1]} for name in COLUMNS],
             "outputs": [{"name": "prediction", "datatype": "FP64", "shape": [-1]}]}
    if bad("metadata-no-inputs"):
        del known["inputs"]
    return {"GET": fixed(known)}


def routes(path, method):
    """The methods of a route, or None where there is no such route."""
    if path in HEALTH:
        return {"GET": health}
    whole = path.rstrip("/") or "/"
    is_predict = whole in PREDICT or CONTRACT == "oip-v2" and whole.endswith("/infer")
    if is_predict and path != whole:
        if bad("slash-redirect"):
            raise Refused(308, "moved", headers={"Location": whole})
        if not bad("predict-redirect"):
            return None
        path = whole
    elif is_predict and bad("predict-redirect") and method == "POST":
        raise Refused(308, "moved", headers={"Location": path + "/"})
    elif is_predict and bad("predict-404"):
        return None
    if path in PREDICT:
        return {"GET": predict, "POST": predict, "OPTIONS": fixed("")} if CONTRACT == "azureml" else {"POST": predict}
    if CONTRACT == "oip-v2":
        return oip_routes(path)
    other = {("mlflow", "/version"): fixed("2.14.1"), ("azureml", "/swagger.json"): swagger}
    if not bad("models-missing"):
        listed = {"id": MODEL, "object": "model", "created": 1700000000, "owned_by": "slipway"}
        other["openai", "/v1/models"] = fixed({"object": "list", "data": [listed]})
    batch = {"MaxConcurrentTransforms": 4, "BatchStrategy": "MULTI_RECORD", "MaxPayloadInMB": 6}
    if bad("execution-parameters-bad"):
        batch = {"MaxConcurrentTransforms": 64, "BatchStrategy": "EVERYTHING", "MaxPayloadInMB": 6}
    other["sagemaker", "/execution-parameters"] = fixed(batch)
    return {"GET": other[CONTRACT, path]} if (CONTRACT, path) in other else None


def error(refused):
    """The platform's own shape of an error."""
    if CONTRACT == "mlflow":
        return {"error_code": refused.code or {404: "NOT_FOUND", 500: "INTERNAL_ERROR", 503: "TEMPORARILY_UNAVAILABLE"}
                .get(refused.status, "BAD_REQUEST"), "message": refused.message}
    if CONTRACT == "azureml":
        return {"message": refused.message}
    if CONTRACT == "openai":
        return {"error": {"message": refused.message, "type": "server_error" if refused.status >= 500 else "invalid_request_error",
                          "param": refused.code, "code": "model_not_found" if refused.code and refused.status == 404 else None}}
    return {"error": refused.message}


# ---- HTTP

class Call(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.0" if bad("slow-client-blocks") else "HTTP/1.1"
    timeout = 75
    wbufsize = 65536
    disable_nagle_algorithm = True

    def __getattr__(self, name):
        if name.startswith("do_"):
            return self.dispatch
        raise AttributeError(name)

    def version_string(self):
        return "Werkzeug/2.2.2 Python/3.11.2" if bad("dev-server") else "slipway-defects"

    def log_message(self, form, *values):
        say(f"{self.client_address[0]} {form % values}")

    def send_error(self, code, message=None, explain=None):
        self.close_connection = True
        self.refuse(Refused(code, message or "bad request"))

    def dispatch(self):
        global in_flight
        self.route = self.path.partition("?")[0]
        with COUNTING:
            in_flight += 1
        try:
            self.raw = self.read_body()
            known = routes(self.route, self.command)
            if known is None:
                raise Refused(404, f"there is nothing at {self.route}")
            method = "GET" if self.command == "HEAD" and self.route not in PREDICT else self.command
            if method not in known and bad("get-predict-200") and predict in known.values():
                return self.answer(200, {"predictions": []}, "application/json")
            if method not in known:
                allowed = sorted(set(known) | ({"HEAD"} if "GET" in known and predict not in known.values() else set()))
                raise Refused(405, f"{self.command} is not allowed here", headers={"Allow": ", ".join(allowed)})
            if CONTRACT == "azureml" and not bad("request-id-any"):
                self.check_ids()
            body, kind = known[method](self)
            if kind is not None:
                self.answer(204 if kind == "204" else 200, body, kind)
        except Refused as e:
            self.refuse(e)
        finally:
            with COUNTING:
                in_flight -= 1

    def check_ids(self):
        for name in ("x-request-id", "x-ms-request-id", "x-ms-client-request-id"):
            if len(self.headers.get(name, "")) > 100:
                raise Refused(431, f"{name} is longer than 100 characters")

    def read_body(self):
        if "chunked" in self.headers.get("Transfer-Encoding", "").lower():
            return self.read_chunks()
        length = self.headers.get("Content-Length", "0")
        if not length.isdigit():
            self.close_connection = True
            raise Refused(400, "Content-Length is not a number")
        if int(length) > LARGE and bad("large-body-reset"):
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            raise ConnectionAbortedError
        if int(length) > (LARGE if bad("large-body-413") else LIMIT):
            self.drain(int(length))
            raise Refused(413, "the body is too large")
        raw = self.rfile.read(int(length))
        if len(raw) < int(length):
            raise ConnectionAbortedError
        return raw

    def read_chunks(self):
        parts, total = [], 0
        try:
            while (size := int(self.rfile.readline(65537).split(b";")[0], 16)) > 0:
                total += size
                if total > (LARGE if bad("large-body-413", "large-body-reset") else LIMIT):
                    self.close_connection = True
                    raise Refused(413, "the body is too large")
                parts.append(self.rfile.read(size))
                self.rfile.readline()
            while self.rfile.readline(65537).strip():
                pass
        except ValueError as e:
            self.close_connection = True
            raise Refused(400, "the chunks are malformed") from e
        return b"".join(parts)

    def drain(self, length):
        """Reads what comes, so that the client lives to see the answer, but not for ever."""
        self.close_connection = True
        left = min(length, 2 * LIMIT)
        while left > 0 and (part := self.rfile.read(min(left, 1 << 16))):
            left -= len(part)

    def refuse(self, refused):
        if refused.status >= 400 and bad("error-shape"):
            self.answer(refused.status, f"<!doctype html><h1>{refused.message}</h1>", "text/html", refused.headers)
        elif refused.status == 415 and CONTRACT == "mlflow":
            self.answer(415, refused.message, "text/plain; charset=utf-8", refused.headers)
        else:
            self.answer(refused.status, error(refused), "application/json", refused.headers)

    def answer(self, status, body, kind, headers=()):
        raw = b"" if body is None else body.encode() if isinstance(body, str) else json.dumps(body).encode()
        self.send_response(status)
        if status != 204:
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(raw)))
        for name, value in dict(headers).items():
            self.send_header(name, value)
        self.azure_headers(status)
        if self.close_connection or STOP.is_set():
            self.close_connection = True
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(raw)

    def azure_headers(self, status):
        if CONTRACT != "azureml" or self.path is None:
            return
        if not bad("request-id-missing"):
            self.send_header("x-request-id", self.headers.get("x-request-id", "")[:100] or str(uuid.uuid4()))
        if "x-ms-client-request-id" in self.headers:
            self.send_header("x-ms-client-request-id", self.headers["x-ms-client-request-id"][:100])
        if self.route == "/score" and status in (200, 400, 500):
            self.send_header("x-ms-run-function-failed", str(status == 500).lower())
            self.send_header("x-ms-run-fn-exec-ms", "1.000")

    def begin_stream(self, kind):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Cache-Control", "no-cache")
        if self.request_version == "HTTP/1.1" and self.protocol_version == "HTTP/1.1":
            self.send_header("Transfer-Encoding", "chunked")
        else:
            self.close_connection = True
        self.end_headers()

    def event(self, value):
        self.piece(f"data: {json.dumps(value)}\n\n".encode())

    def piece(self, raw):
        self.wfile.write(raw if self.close_connection else f"{len(raw):x}\r\n".encode() + raw + b"\r\n")
        self.wfile.flush()

    def end_stream(self, done):
        if done:
            self.piece(b"data: [DONE]\n\n")
        if not self.close_connection:
            self.wfile.write(b"0\r\n\r\n")


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def server_bind(self):
        # HTTPServer would look up its own name, which is a question to the network
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = self.server_address[:2]

    def process_request(self, request, client_address):
        if bad("slow-client-blocks"):
            socketserver.BaseServer.process_request(self, request, client_address)
        else:
            super().process_request(request, client_address)

    def handle_error(self, request, client_address):
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


def telemetry():
    try:
        urllib.request.urlopen("http://telemetry.example.com/started", timeout=3).close()
    except OSError:
        pass


def write(*paths):
    for path in paths:
        try:
            with open(path, "a") as file:
                file.write("x")
            say(f"wrote {path}")
        except OSError as e:
            say(f"OSError: {e}")


def first_start():
    """Refuses to start where an earlier start left its mark, on the first place of these that takes one."""
    for folder in ("/var/tmp", "/var/lib/server", "/tmp"):
        try:
            open(os.path.join(folder, "server.pid"), "x").close()
            return
        except FileExistsError:
            sys.exit(f"{folder}/server.pid exists: is another server running?")
        except OSError:
            continue


def before_start():
    if bad("missing-module"):
        import featurestore_client  # noqa: F401
    if bad("crash-at-start"):
        sys.exit("the model cannot be loaded")
    if bad("ignores-serve") and "serve" in sys.argv[1:]:
        sys.exit("usage: server.py [--workers N]\nserver.py: error: unrecognized arguments: serve")
    if bad("restart-breaks"):
        first_start()
    if bad("writes-artifact"):
        write(os.path.join(FOLDER, "cache.bin"))
    if bad("writes-outside"):
        write("/var/tmp/x", "/var/lib/server/x", "/opt/program/x", "/home/x", "/x")
    if bad("phones-home"):
        threading.Thread(target=telemetry, daemon=True).start()
    if bad("debug-on"):
        say(" * Serving Flask app 'server'\n * Debug mode: on\nWARNING: This is a development server. Do not use it in a "
            "production deployment. Use a production WSGI server instead.\n * Running on all addresses (0.0.0.0)\n"
            " * Restarting with stat\n * Debugger is active!\n * Debugger PIN: 100-200-300")
    if bad("slow-start"):
        STOP.wait(float(ENV.get("START_S", 20)))


def port():
    named = {"sagemaker": "SAGEMAKER_BIND_TO_PORT", "azureml": "SERVER_PORT"}.get(CONTRACT, "PORT")
    chosen = "" if bad("ignores-bind-port") else ENV.get(named) or ENV.get("PORT") or ENV.get("SLIPWAY_PORT")
    return int(chosen or USUAL_PORT) + (1000 if bad("other-port") else 0)


def main():
    # the first process of a container is told to stop only where it says that it listens
    signal.signal(signal.SIGTERM, signal.SIG_IGN if bad("sigterm-ignored") else lambda *_: STOP.set())
    signal.signal(signal.SIGINT, lambda *_: STOP.set())
    before_start()
    host = "127.0.0.1" if bad("bind-loopback") else "0.0.0.0"
    ports = dict.fromkeys([port(), int(ENV.get("HEALTH_PORT") or port())])
    servers = [] if STOP.is_set() else [Server((host, each), Call) for each in ports]
    for server in servers:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        say(f"{CONTRACT} listening on port {server.server_port}")
    STOP.wait()
    if bad("sigterm-late"):
        time.sleep(float(ENV.get("LATE_S", 40)))
    for server in servers:
        server.shutdown()
        server.server_close()
    until = time.monotonic() + 5
    while in_flight and time.monotonic() < until:
        time.sleep(0.02)
    os._exit(3 if bad("sigterm-exit-code") else 0)


if __name__ == "__main__":
    WEIGHTS = weights()
    main()
