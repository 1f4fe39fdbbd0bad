#!/usr/bin/python3
"""Trains model/, an MLflow model folder: whether a lump is benign. Debian 12: apt install python3-sklearn."""
import json
import pickle
from pathlib import Path

from sklearn.datasets import load_breast_cancer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

OUT = Path(__file__).resolve().parent / "model"
HELD_OUT = 169
COLUMNS = ["mean radius", "mean texture", "mean smoothness", "mean concavity"]
PINS = ["mlflow==2.14.1", "cloudpickle==2.2.0", "numpy==1.24.2", "scikit-learn==1.2.1"]

cancer = load_breast_cancer()
X, y = cancer.data[:, [list(cancer.feature_names).index(name) for name in COLUMNS]], cancer.target
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=HELD_OUT, random_state=0, stratify=y)
model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)).fit(X_train, y_train)
right = int((model.predict(X_test) == y_test).sum())

OUT.mkdir(exist_ok=True)
(OUT / "model.pkl").write_bytes(pickle.dumps(model, protocol=4))
example = {"columns": COLUMNS, "data": [[float(v) for v in row] for row in X_train[:3]]}
(OUT / "input_example.json").write_text(json.dumps(example) + "\n")
(OUT / "serving_input_example.json").write_text(json.dumps({"dataframe_split": example}) + "\n")
(OUT / "requirements.txt").write_text("\n".join(PINS) + "\n")
(OUT / "python_env.yaml").write_text("""python: 3.11.2
build_dependencies:
- pip==23.0.1
- setuptools==66.1.1
- wheel==0.38.4
dependencies:
- -r requirements.txt
""")
(OUT / "conda.yaml").write_text("channels:\n- conda-forge\ndependencies:\n- python=3.11.2\n- pip<=23.0.1\n- pip:\n"
                                + "".join(f"  - {pin}\n" for pin in PINS) + "name: mlflow-env\n")
(OUT / "registered_model_meta").write_text("model_name: breast-cancer\nmodel_version: '1'\n")
inputs = json.dumps([{"type": "double", "name": name, "required": True} for name in COLUMNS])
outputs = json.dumps([{"type": "tensor", "tensor-spec": {"dtype": "int64", "shape": [-1]}}])
params = json.dumps([{"name": "threshold", "type": "double", "default": 0.5, "shape": None}])
(OUT / "MLmodel").write_text(f"""artifact_path: breast-cancer
flavors:
  python_function:
    env:
      conda: conda.yaml
      virtualenv: python_env.yaml
    loader_module: mlflow.sklearn
    model_path: model.pkl
    predict_fn: predict
    python_version: 3.11.2
  sklearn:
    code: null
    pickled_model: model.pkl
    serialization_format: cloudpickle
    sklearn_version: 1.2.1
mlflow_version: 2.14.1
model_size_bytes: {(OUT / 'model.pkl').stat().st_size}
saved_input_example_info:
  artifact_path: input_example.json
  pandas_orient: split
  serving_input_path: serving_input_example.json
  type: dataframe
signature:
  inputs: '{inputs}'
  outputs: '{outputs}'
  params: '{params}'
""")
print(f"accuracy {right / HELD_OUT:.3f} ({right} of {HELD_OUT} rows it never saw)")
