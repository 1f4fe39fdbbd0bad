package slipway.check;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import slipway.store.AtomicFiles;
import slipway.testkit.DefectServer;

/// Artifacts that are good but for the one rule of their name; made below a folder of the test's.
final class SeededArtifacts {
    private static final String SCORE = """
            import json

            def load_model():
                return [0.5, -0.25, 1, 2]

            def predict(data, model=load_model()):
                return {"prediction": [sum(a * b for a, b in zip(model, row)) for row in json.loads(data)]}
            """;
    private static final String RUNTIME = """
            MODEL_ARTIFACT_VERSION: '3.0'
            MODEL_DEPLOYMENT:
              INFERENCE_CONDA_ENV:
                INFERENCE_ENV_SLUG: mypack
                INFERENCE_ENV_TYPE: published
                INFERENCE_ENV_PATH: oci://packs@tenancy/mypack/1.0
                INFERENCE_PYTHON_VERSION: '3.11'
            """;
    private static final String AZURE = """
            $schema: https://azuremlschemas.azureedge.net/latest/managedOnlineDeployment.schema.json
            name: blue
            endpoint_name: weighed
            model: {path: model}
            code_configuration: {code: code, scoring_script: score.py}
            environment: {conda_file: conda.yaml, image: example}
            instance_type: Standard_DS3_v2
            instance_count: 1
            """;

    private SeededArtifacts() {}

    /// `rule` is empty for a good one.
    static Path make(Path folder, String contract, String rule) throws IOException {
        Path own = Files.createDirectories(folder.resolve(contract + "-" + rule));
        return switch (contract) {
            case "oci-conda" -> rule.equals("artifact-folder") ? zip(own) : oci(own, rule);
            case "oci-byoc" -> rule.isEmpty() ? oci(own, rule) : zip(own);
            case "sagemaker" -> rule.equals("artifact-folder") ? zip(own) : sageMaker(own, rule);
            case "azureml" -> azure(own, rule);
            case "mlflow" -> mlflow(own, rule);
            default -> throw new IllegalArgumentException(contract);
        };
    }

    private static Path oci(Path own, String rule) throws IOException {
        String score = switch (rule) {
            case "functions" -> SCORE.replace("def load_model", "def load_it").replace("load_model()", "load_it()");
            case "predict-data" ->
                SCORE.replace("predict(data,", "predict(rows,").replace("loads(data)", "loads(rows)");
            case "predict-defaults" -> SCORE.replace("predict(data, model=load_model())", "predict(data, model)");
            default -> SCORE;
        };
        String runtime = switch (rule) {
            case "runtime-readable" -> "MODEL_DEPLOYMENT: [unclosed\n";
            case "environment-named" -> "MODEL_ARTIFACT_VERSION: '3.0'\n";
            case "environment-path" -> RUNTIME.replaceFirst("(?m)^ *INFERENCE_ENV_PATH.*\n", "");
            case "environment-path-form" -> RUNTIME.replace("oci://packs@tenancy/mypack/1.0", "/home/me/mypack");
            case "environment-type" -> RUNTIME.replace("published", "private");
            case "python-version-given" -> RUNTIME.replaceFirst("(?m)^ *INFERENCE_PYTHON_VERSION.*\n", "");
            case "python-version" -> RUNTIME.replace("'3.11'", "'3.14'");
            case "python-version-quoted" -> RUNTIME.replace("'3.11'", "3.11");
            case "artifact-version" -> RUNTIME.replace("'3.0'", "'2.0'");
            default -> RUNTIME;
        };
        if (!rule.equals("score-present")) write(own, "score.py", score);
        if (!rule.equals("runtime-present")) write(own, "runtime.yaml", runtime);
        return own;
    }

    /// An artifact packed with a folder around it.
    private static Path zip(Path own) throws IOException {
        Path file = own.resolve("weighed.zip");
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String[] each : new String[][]{{"weighed/score.py", SCORE}, {"weighed/runtime.yaml", RUNTIME}}) {
                zip.putNextEntry(new ZipEntry(each[0]));
                zip.write(each[1].getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }

    private static Path sageMaker(Path own, String rule) throws IOException {
        write(own, "code/inference.py", "def model_fn(model_dir):\n    return None\n");
        Path serve = write(own, "serve", rule.equals("serve-line-ends")
                ? "#!/bin/sh\r\nexec true\r\n"
                : "#!/bin/sh\nexec true\n");
        if (!serve.toFile().setExecutable(!rule.equals("serve-executable"), false)) throw new IOException("chmod");
        return own;
    }

    private static Path azure(Path own, String rule) throws IOException {
        write(own, "model/weights.json", "{}");
        write(own, "conda.yaml", "channels: [conda-forge]\ndependencies: [python=3.11]\n");
        if (!rule.equals("scoring-script")) {
            write(own, "code/score.py", "def init():\n    pass\n\n\ndef "
                    + (rule.equals("init-and-run") ? "go" : "run") + "(data):\n    return data\n");
        }
        return write(own, "blue-deployment.yml", AZURE);
    }

    private static Path mlflow(Path own, String rule) throws IOException {
        for (String name : new String[]{"MLmodel", "input_example.json", "serving_input_example.json",
                "weights.json"}) {
            Files.copy(DefectServer.FOLDER.resolve("model").resolve(name), own.resolve(name));
        }
        String mlmodel = Files.readString(own.resolve("MLmodel"));
        if (rule.equals("signature")) {
            write(own, "MLmodel", mlmodel.substring(0, mlmodel.indexOf("signature:")));
        }
        if (!rule.equals("requirements")) {
            write(own, "requirements.txt", rule.equals("requirements-pinned") ? "numpy\n" : "numpy==1.26.4\n");
        }
        if (rule.equals("channel")) {
            write(own, "conda.yaml", "channels: [defaults]\ndependencies: [python=3.11]\n");
        }
        if (rule.equals("memory")) {
            // takes no room on a disk that knows files with holes
            try (var file = new RandomAccessFile(own.resolve("weights.bin").toFile(), "rw")) {
                file.setLength(4_100_000_000L);
            }
        }
        return own;
    }

    private static Path write(Path folder, String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        AtomicFiles.write(file, text);
        return file;
    }
}
