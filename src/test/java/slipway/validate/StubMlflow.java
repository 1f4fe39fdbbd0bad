package slipway.validate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Wheels with the names of MLflow and pandas and just enough in them to load and ask a model that adds numbers up, so
/// that environments can be made where there is no package index; and such a model.
final class StubMlflow {
    private static final String MLFLOW = """
            __version__ = "2.14.1"
            """;
    private static final String PYFUNC = """
            import json, os
            from mlflow.exceptions import MlflowException

            class Model:
                def __init__(self, columns):
                    self.columns = columns

                def predict(self, data, params=None):
                    missing = [c for c in self.columns if c not in data.columns]
                    if missing:
                        raise MlflowException(f"Failed to enforce schema of data. Model is missing inputs {missing}.")
                    return [sum(row[c] for c in self.columns) for row in data.rows]

            def load_model(path):
                import_file = os.path.join(path, "imports.txt")
                if os.path.exists(import_file):
                    __import__(open(import_file).read().strip())
                return Model(json.load(open(os.path.join(path, "columns.json"))))
            """;
    private static final String EXCEPTIONS = """
            import json

            class MlflowException(Exception):
                def get_http_status_code(self):
                    return 400

                def serialize_as_json(self):
                    return json.dumps({"error_code": "INVALID_PARAMETER_VALUE", "message": str(self)})
            """;
    /// What `mlflow models serve` is for the recipe's image.
    private static final String CLI = """
            import json, sys
            from http.server import BaseHTTPRequestHandler, HTTPServer
            import pandas
            from mlflow.exceptions import MlflowException
            from mlflow.pyfunc import load_model

            class Handler(BaseHTTPRequestHandler):
                def do_GET(self):
                    self.answer(200, "\\n")

                def do_POST(self):
                    said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["dataframe_split"]
                    try:
                        frame = pandas.DataFrame(said["data"], said["columns"])
                        self.answer(200, json.dumps({"predictions": self.server.model.predict(frame)}))
                    except MlflowException as e:
                        self.answer(400, e.serialize_as_json())

                def answer(self, status, text):
                    self.send_response(status)
                    self.send_header("Content-Length", str(len(text)))
                    self.end_headers()
                    self.wfile.write(text.encode())

            def main():
                word = lambda name: sys.argv[sys.argv.index(name) + 1]
                server = HTTPServer((word("--host"), int(word("--port"))), Handler)
                server.model = load_model(word("--model-uri"))
                server.serve_forever()
            """;
    private static final String PANDAS = """
            import csv, io

            class DataFrame:
                def __init__(self, data, columns=None):
                    self.rows = data if data and isinstance(data[0], dict) else [dict(zip(columns, r)) for r in data]
                    self.columns = list(self.rows[0])

            def read_csv(source):
                rows = list(csv.DictReader(io.TextIOWrapper(source)))
                return DataFrame([{k: float(v) for k, v in row.items()} for row in rows])
            """;

    private StubMlflow() {}

    /// A folder with the wheels: MLflow 2.14.1, pandas 2.0.0 and 2.1.0.
    static Path wheelhouse(Path folder) throws IOException {
        Files.createDirectories(folder);
        wheel(folder, "mlflow", "2.14.1", Map.of("mlflow/__init__.py", MLFLOW, "mlflow/pyfunc.py", PYFUNC,
                "mlflow/exceptions.py", EXCEPTIONS, "mlflow/cli.py", CLI, "mlflow-2.14.1.dist-info/entry_points.txt",
                "[console_scripts]\nmlflow = mlflow.cli:main\n"));
        for (String version : new String[]{"2.0.0", "2.1.0"}) {
            wheel(folder, "pandas", version, Map.of("pandas/__init__.py", PANDAS));
        }
        return folder;
    }

    /// A model whose answer is the sum of `a` and `b`, with an example that gives 3 and 7.
    static Path model(Path folder, String requirements) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("MLmodel"), """
                flavors:
                  python_function:
                    loader_module: own.loader
                    python_version: 3.11.2
                mlflow_version: 2.14.1
                """);
        Files.writeString(folder.resolve("requirements.txt"), requirements);
        Files.writeString(folder.resolve("columns.json"), "[\"a\", \"b\"]");
        Files.writeString(folder.resolve("serving_input_example.json"),
                "{\"dataframe_split\": {\"columns\": [\"a\", \"b\"], \"data\": [[1, 2], [3, 4]]}}");
        return folder;
    }

    private static void wheel(Path folder, String name, String version, Map<String, String> files) throws IOException {
        String info = name + "-" + version + ".dist-info/";
        var all = new LinkedHashMap<>(files);
        all.put(info + "METADATA", "Metadata-Version: 2.1\nName: " + name + "\nVersion: " + version + "\n");
        all.put(info + "WHEEL", "Wheel-Version: 1.0\nGenerator: slipway\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
        var record = new StringBuilder();
        all.keySet().forEach(file -> record.append(file).append(",,\n"));
        all.put(info + "RECORD", record + info + "RECORD,,\n");
        try (var zip = new ZipOutputStream(Files.newOutputStream(folder.resolve(name + "-" + version
                + "-py3-none-any.whl")))) {
            for (var file : all.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
    }
}
