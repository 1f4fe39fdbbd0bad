"""Writes a model the way MLflow lays it out. The three train.py scripts share it.

The ONNX graphs are built by hand with onnx.helper: every weight that scikit-learn fitted is a constant of the graph.
Needs Debian 12's python3-sklearn (1.2.1) and python3-onnx (1.12.0), nothing from elsewhere.
"""
import csv
import json
import os
import sys
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")  # sums in one order: the same weights on every run

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

HERE = Path(__file__).resolve().parent
OPSET = 15


class Graph:
    """A small ONNX graph in the making."""

    def __init__(self, name):
        self.name, self.nodes, self.constants = name, [], []

    def const(self, name, value, dtype=np.float32):
        self.constants.append(numpy_helper.from_array(np.asarray(value, dtype=dtype), name))
        return name

    def add(self, op, inputs, output, **attributes):
        self.nodes.append(helper.make_node(op, inputs, [output], name=output, **attributes))
        return output

    def standardise(self, x, scaler):
        self.add("Sub", [x, self.const("mean", scaler.mean_)], "centred")
        return self.add("Div", ["centred", self.const("scale", scaler.scale_)], "standardised")

    def dense(self, x, name, weights, bias):
        return self.add("Gemm", [x, self.const(name + "_w", weights), self.const(name + "_b", bias)], name)

    def classify(self, scores):
        """Scores to the two outputs of a classifier."""
        self.add("Softmax", [scores], "probabilities", axis=1)
        self.add("ArgMax", [scores], "label", axis=1, keepdims=0)

    def perceptron(self, x, mlp):
        """The layers of a fitted MLPClassifier with relu, up to the scores."""
        last = len(mlp.coefs_) - 1
        for i, (weights, bias) in enumerate(zip(mlp.coefs_, mlp.intercepts_)):
            x = self.dense(x, f"layer{i}", weights, bias)
            if i < last:
                x = self.add("Relu", [x], f"relu{i}")
        return x

    def model(self, inputs, outputs, doc):
        """inputs and outputs: name -> (numpy dtype, shape), the first dimension being the batch."""
        def values(spec):
            return [helper.make_tensor_value_info(n, helper.np_dtype_to_tensor_dtype(np.dtype(t))
                                                  if hasattr(helper, "np_dtype_to_tensor_dtype")
                                                  else onnx.mapping.NP_TYPE_TO_TENSOR_TYPE[np.dtype(t)],
                                                  ["batch"] + list(s[1:])) for n, (t, s) in spec.items()]
        graph = helper.make_graph(self.nodes, self.name, values(inputs), values(outputs), self.constants)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], producer_name="slipway-samples",
                                  ir_version=8, doc_string=doc)
        onnx.checker.check_model(model, full_check=True)
        return model


def tensors(spec):
    return json.dumps([{"type": "tensor", "name": n, "tensor-spec": {"dtype": t, "shape": list(s)}}
                       for n, (t, s) in spec.items()])


def columns(names):
    return json.dumps([{"type": "double", "name": n, "required": True} for n in names])


def write(name, version, model, inputs, outputs, example, serving, example_info, card):
    """One version folder. inputs: column names (a list) or tensors (a dict); card: (front matter dict, text)."""
    folder = HERE / name / version
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(model, folder / "model.onnx")
    put(folder / "input_example.json", json.dumps(example) + "\n")
    put(folder / "serving_input_example.json", json.dumps(serving) + "\n")
    put(folder / "registered_model_meta", f"model_name: {name}\nmodel_version: '{version}'\n")
    put(folder / "requirements.txt", "mlflow==2.22.0\nnumpy==1.26.4\nonnx==1.17.0\nonnxruntime==1.20.1\n")
    put(folder / "python_env.yaml", 'python: "3.11.2"\nbuild_dependencies:\n- pip\n- setuptools\n- wheel\n'
        "dependencies:\n- -r requirements.txt\n")
    put(folder / "conda.yaml", "name: mlflow-env\nchannels:\n- conda-forge\ndependencies:\n- python=3.11.2\n- pip\n"
        "- pip:\n  - mlflow==2.22.0\n  - numpy==1.26.4\n  - onnx==1.17.0\n  - onnxruntime==1.20.1\n")
    signature_in = columns(inputs) if isinstance(inputs, list) else tensors(inputs)
    put(folder / "MLmodel", f"""artifact_path: {name}
flavors:
  onnx:
    code: null
    data: model.onnx
    onnx_version: {onnx.__version__}
    providers:
    - CPUExecutionProvider
  python_function:
    data: model.onnx
    env:
      conda: conda.yaml
      virtualenv: python_env.yaml
    loader_module: mlflow.onnx
    python_version: 3.11.2
metadata:
  trained_with: scikit-learn 1.2.1
saved_input_example_info:
{"".join(f"  {k}: {v}" + chr(10) for k, v in example_info.items())}signature:
  inputs: '{signature_in}'
  outputs: '{tensors(outputs)}'
  params: null
""")
    front, text = card
    metrics = ", ".join(f"{k}: {v}" for k, v in front["metrics"].items())
    put(folder / "README.md", f"""---
name: {name}
version: "{version}"
task: {front["task"]}
framework: scikit-learn 1.2.1, exported to ONNX opset {OPSET}
license: Apache-2.0
metrics: {{{metrics}}}
held_out_rows: {front["rows"]}
---

{text}""")
    put(folder / "LICENSE", card_licence(name))
    print(name, version, metrics, f"{(folder / 'model.onnx').stat().st_size} bytes")


def card_licence(name):
    data = {
        "iris": "Iris, R. A. Fisher (1936), from the UCI Machine Learning Repository, CC BY 4.0,\n"
                "https://doi.org/10.24432/C56C76; taken from scikit-learn's copy.",
        "digits": "Optical Recognition of Handwritten Digits, E. Alpaydin and C. Kaynak (1998), from the UCI Machine\n"
                  "Learning Repository, CC BY 4.0, https://doi.org/10.24432/C50P49; scikit-learn's copy of its test part.",
        "diabetes": "Diabetes data of B. Efron, T. Hastie, I. Johnstone and R. Tibshirani, Least Angle Regression, Annals of\n"
                    "Statistics 32 (2004); its authors published it with no licence stated. Taken from scikit-learn's copy.",
    }[name]
    return f"""The model files in this folder are part of Slipway and under the Apache License, Version 2.0
(https://www.apache.org/licenses/LICENSE-2.0).

They were trained on, and the examples are rows of:
{data}
"""


def held_out(name, header, rows):
    with open(HERE / name / "held-out.csv", "w", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def put(path, text):
    path.write_text(text, encoding="utf-8", newline="\n") if sys.version_info >= (3, 10) else path.write_text(text)


def number(x):
    """As short as the data are: 5.1, 12."""
    return int(x) if float(x).is_integer() else round(float(x), 6)
