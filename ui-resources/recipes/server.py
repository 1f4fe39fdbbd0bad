"""Serves the model in MODEL_DIR over HTTP, with nothing but Python's standard library and what the model itself needs.

GET /health, /ping, / and /v2/health/ready answer 200 once the model is loaded; POST /predict, /invocations and /score
take JSON or CSV and answer JSON; POST /v2/models/NAME/infer takes and gives tensors in JSON. What kind of model it is,
its files say:
  score.py            OCI Data Science: load_model() and predict(data); Azure: init() and run(data)
  code/inference.py   SageMaker: model_fn(folder), and input_fn, predict_fn, output_fn where it has them
  MLmodel             MLflow, loaded as pyfunc
  *.joblib, *.pkl     one scikit-learn model
"""
import csv
import glob
import importlib.util
import io
import json
import os
import re
import signal
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

FOLDER = os.environ.get("MODEL_DIR", "/opt/ml/model")
PORT = int(os.environ.get("SAGEMAKER_BIND_TO_PORT") or os.environ.get("PORT") or 8080)
# outside a container, 127.0.0.1 keeps strangers out
LISTEN = os.environ.get("LISTEN") or "0.0.0.0"
HEALTHY = {"/health": b'{"status":"success"}', "/ping": b"", "/": b"Healthy", "/v2/health/live": b'{"live":true}',
           "/v2/health/ready": b'{"ready":true}'}
V2 = re.compile(r"/v2/models/([^/]+)(?:/versions/([0-9]+))?/(infer|ready)")


def module(path):
    sys.path.insert(0, os.path.dirname(path))
    spec = importlib.util.spec_from_file_location("user_code", path)
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def plain(value):
    """What JSON can say of a numpy array, a data frame or a number of theirs."""
    if hasattr(value, "to_dict"):
        return value.to_dict(orient="records") if getattr(value, "ndim", 1) == 2 else value.tolist()
    return value.tolist() if hasattr(value, "tolist") else value


def rows(body, content_type):
    """The rows in a body: CSV without a header, or JSON in one of MLflow's forms, or a bare list."""
    if content_type.startswith("text/csv"):
        return [[float(cell) for cell in line] for line in csv.reader(io.StringIO(body.decode())) if line]
    said = json.loads(body)
    if not isinstance(said, dict):
        return said
    if "dataframe_split" in said:
        return said["dataframe_split"]["data"]
    if "dataframe_records" in said:
        return [list(each.values()) for each in said["dataframe_records"]]
    for name in ("inputs", "instances", "data"):
        if name in said:
            return said[name]
    raise ValueError("expected dataframe_split, dataframe_records, inputs, instances or data")


def tensors(said):
    """The rows that tensors of the Open Inference Protocol hold: one block, or a column each."""
    blocks = []
    for each in said["inputs"]:
        width = 1
        for size in each["shape"][1:]:
            width *= size
        flat = each["data"]
        while flat and isinstance(flat[0], list):
            flat = [cell for part in flat for cell in part]
        if len(flat) != width * each["shape"][0]:
            raise ValueError("data of %s does not fit its shape" % each["name"])
        blocks.append([flat[at:at + width] for at in range(0, len(flat), width)])
    if len({len(block) for block in blocks}) != 1:
        raise ValueError("inputs differ in their first dimension")
    return [[cell for part in row for cell in part] for row in zip(*blocks)]


def outputs(found):
    """A prediction as one tensor."""
    values = found["predictions"] if isinstance(found, dict) else found
    shape = [len(values)] + ([len(values[0])] if values and isinstance(values[0], list) else [])
    flat = [cell for row in values for cell in row] if len(shape) > 1 else list(values)
    kinds = {type(cell) for cell in flat}
    kind = "BOOL" if kinds == {bool} else "INT64" if kinds == {int} else "FP64" if kinds <= {int, float} else "BYTES"
    return [{"name": "predict", "shape": shape, "datatype": kind, "data": flat}]


def score(path):
    code = module(path)
    return azure(code) if hasattr(code, "run") else oci(code)


def azure(code):
    code.init()

    def answer(body, kind):
        try:
            return code.run(body.decode())
        except Exception as e:
            raise RuntimeError(str(e)) from e
    return answer


def oci(code):
    model = code.load_model()
    return lambda body, kind: code.predict(json.loads(body), model)


def sagemaker(path):
    code = module(path)
    model = code.model_fn(FOLDER)

    def answer(body, kind):
        data = code.input_fn(body, kind) if hasattr(code, "input_fn") else rows(body, kind)
        found = code.predict_fn(data, model) if hasattr(code, "predict_fn") else model.predict(data)
        return code.output_fn(found, "application/json") if hasattr(code, "output_fn") else found
    return answer


def typed(frame, model):
    """JSON has one kind of number: MLflow's own server makes it the column's before it looks at the types."""
    try:
        from mlflow.utils.proto_json_utils import cast_df_types_according_to_schema as cast
    except ImportError:
        return frame
    schema = model.metadata.get_input_schema()
    return frame if schema is None else cast(frame, schema)


def mlflow(path):
    import mlflow.pyfunc
    import pandas
    model = mlflow.pyfunc.load_model(path)

    def answer(body, kind):
        said = {} if kind.startswith("text/csv") else json.loads(body)
        if kind.startswith("text/csv"):
            data = pandas.read_csv(io.BytesIO(body))
        elif "dataframe_split" in said:
            split = said["dataframe_split"]
            data = typed(pandas.DataFrame(split["data"], columns=split.get("columns")), model)
        elif "dataframe_records" in said:
            data = typed(pandas.DataFrame(said["dataframe_records"]), model)
        else:
            data = rows(body, kind)
        params = {"params": said["params"]} if said.get("params") else {}
        return {"predictions": plain(model.predict(data, **params))}
    return answer


def pickled(path):
    import joblib
    model = joblib.load(path)
    return lambda body, kind: {"predictions": plain(model.predict(rows(body, kind)))}


def load():
    for name, loader in (("score.py", score), ("code/inference.py", sagemaker)):
        if os.path.isfile(os.path.join(FOLDER, name)):
            return loader(os.path.join(FOLDER, name))
    if os.path.isfile(os.path.join(FOLDER, "MLmodel")):
        return mlflow(FOLDER)
    found = [p for end in ("joblib", "pkl", "pickle") for p in sorted(glob.glob(os.path.join(FOLDER, "*." + end)))]
    if len(found) != 1:
        sys.exit(f"{FOLDER} holds no model that this server knows: it looks for score.py, code/inference.py, MLmodel "
                 "or one file *.joblib or *.pkl")
    return pickled(found[0])


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    predict = None

    def do_GET(self):
        path = self.path.split("?")[0]
        named = V2.fullmatch(path)
        if path in HEALTHY:
            self.answer(200, HEALTHY[path])
        elif named and named[3] == "ready":
            self.answer(200, json.dumps({"name": named[1], "ready": True}).encode())
        else:
            self.answer(404, b'{"error":"not found"}')

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path = self.path.split("?")[0]
        named = V2.fullmatch(path)
        if path not in ("/predict", "/invocations", "/score") and not (named and named[3] == "infer"):
            return self.answer(404, b'{"error":"not found"}')
        try:
            if named:
                said = json.loads(body)
                found = type(self).predict(json.dumps({"data": tensors(said)}).encode(), "application/json")
                found = {"model_name": named[1], "model_version": named[2] or "1", "outputs": outputs(found)}
                if "id" in said:
                    found["id"] = said["id"]
            else:
                found = type(self).predict(body, self.headers.get("Content-Type") or "application/json")
        except (ValueError, KeyError, TypeError) as e:
            return self.answer(400, json.dumps({"error": str(e)}).encode())
        except Exception as e:
            self.log_error("%r", e)
            if hasattr(e, "get_http_status_code"):  # MLflow's own, with its words
                return self.answer(e.get_http_status_code(), e.serialize_as_json().encode())
            return self.answer(500, json.dumps({"error": str(e)}).encode(), [("x-ms-run-function-failed", "true")])
        if isinstance(found, tuple):
            found = found[0]
        # what Azure's server does with the answer of run: a text becomes JSON once more
        again = path == "/score" and isinstance(found, str)
        text = found if isinstance(found, (bytes, str)) and not again else json.dumps(found, default=plain)
        self.answer(200, text.encode() if isinstance(text, str) else text)

    def answer(self, status, body, headers=()):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


if __name__ == "__main__":
    # the first process of a container is told to stop only where it says that it listens
    os.environ.setdefault("AZUREML_MODEL_DIR", FOLDER)
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    Handler.predict = staticmethod(load())
    print(f"listening on port {PORT}", flush=True)
    ThreadingHTTPServer((LISTEN, PORT), Handler).serve_forever()
