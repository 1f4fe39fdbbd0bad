"""How the progression of diabetes is scored: Azure calls init() once and run() for every request."""
import json
import os

import joblib
from azureml.contrib.services.aml_response import AMLResponse

COLUMNS = ["age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6"]


def init():
    global model
    model = joblib.load(os.path.join(os.environ["AZUREML_MODEL_DIR"], "model.joblib"))


def rows(said):
    """The rows of {"data": [[…]]}, or of {"input_data": …} as MLflow models take it, in our order of columns."""
    value = said["data"] if "data" in said else said["input_data"]
    if isinstance(value, dict):
        order = [value["columns"].index(name) for name in COLUMNS]
        return [[row[i] for i in order] for row in value["data"]]
    return value


def run(data):
    try:
        # a dict and not a str: a str would be encoded a second time
        return {"predictions": [round(each, 1) for each in model.predict(rows(json.loads(data))).tolist()]}
    except (IndexError, KeyError, RecursionError, TypeError, ValueError) as e:
        return AMLResponse({"message": f"expected data or input_data with {', '.join(COLUMNS)}: {e}"}, 400, json_str=True)
