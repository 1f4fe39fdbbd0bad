package slipway.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

import slipway.contract.Signature;

/// An artifact of OCI Data Science: `score.py` and `runtime.yaml`, in a folder or a zip. Holds the rules of Oracle's own
/// check of artifacts; nothing is run.
final class OciArtifact {
    static final String SCORE = "score.py";
    static final String RUNTIME = "runtime.yaml";
    private static final Pattern VERSION = Pattern.compile("(?m)^\\s*INFERENCE_PYTHON_VERSION\\s*:\\s*(\\S+)");
    private static final Pattern ARTIFACT = Pattern.compile("(?m)^\\s*MODEL_ARTIFACT_VERSION\\s*:\\s*(\\S+)");
    private static final Pattern PYTHON = Pattern.compile("3\\.(\\d+)(\\.\\d+)?");
    /// What the platform names as supported (A090).
    private static final int OLDEST = 7;
    private static final int NEWEST = 11;

    private OciArtifact() {}

    /// What the members of an archive come to, at its top or in the one folder that holds both files.
    static Optional<Header> header(Members members, String file) {
        for (String name : members.names()) {
            String top = name.substring(0, name.length() - Math.min(name.length(), SCORE.length()));
            if (!name.equals(top + SCORE) || top.indexOf('/') != top.length() - 1) continue;
            var score = members.text(name);
            var runtime = members.text(top + RUNTIME);
            if (score.isEmpty() || runtime.isEmpty()) continue;
            var findings = new ArrayList<Finding>();
            if (!top.isEmpty()) {
                findings.add(new Finding("archive/extra-folder", Finding.Severity.WARNING,
                        List.of(top.substring(0, top.length() - 1)), file));
            }
            Header read = header(score.get(), runtime.get(), top);
            findings.addAll(read.findings());
            for (String other : members.names())
                members.text(other).ifPresent(text -> findings.addAll(Requirements.findings(other, text)));
            findings.addAll(members.findings(file));
            return Optional.of(new Header(read.format(), null, null, null, Signature.UNKNOWN,
                    List.copyOf(members.contains()), read.contracts(), read.facts(), findings));
        }
        return Optional.empty();
    }

    /// What the two files say; `top` is the folder that they lie in, with its slash.
    static Header header(String score, String runtime, String top) {
        var findings = new ArrayList<Finding>(script(score, top + SCORE));
        var facts = new LinkedHashMap<String, String>();
        findings.addAll(runtime(runtime, top + RUNTIME, facts));
        return new Header("oci-artifact", null, null, null, Signature.UNKNOWN, List.of(), List.of("oci-conda"), facts,
                findings);
    }

    private static List<Finding> script(String text, String file) {
        var findings = new ArrayList<Finding>();
        PythonSource source = PythonSource.of(text);
        for (String function : List.of("load_model", "predict"))
            if (!source.defines(function)) error(findings, "oci/missing-function", file, function);
        List<PythonSource.Parameter> parameters = source.parameters("predict");
        if (parameters == null) return findings;
        if (parameters.isEmpty() || !parameters.getFirst().name().equals("data")) {
            error(findings, "oci/predict-without-data", file,
                    parameters.isEmpty() ? "()" : parameters.getFirst().name());
        }
        for (int i = 1; i < parameters.size(); i++)
            if (!parameters.get(i).free()) error(findings, "oci/predict-parameter", file, parameters.get(i).name());
        return findings;
    }

    private static List<Finding> runtime(String text, String file, Map<String, String> facts) {
        var findings = new ArrayList<Finding>();
        try {
            Map<String, Object> said = SafeYaml.map(text);
            if (!"3.0".equals(SafeYaml.text(said.get("MODEL_ARTIFACT_VERSION"))) || unquoted(text, ARTIFACT)) {
                error(findings, "oci/artifact-version", file);
            }
            if (!(said.get("MODEL_DEPLOYMENT") instanceof Map<?, ?>)) {
                warn(findings, "oci/default-environment", file);
                return findings;
            }
            Map<String, Object> environment = SafeYaml
                    .asMap(SafeYaml.asMap(said.get("MODEL_DEPLOYMENT")).get("INFERENCE_CONDA_ENV"));
            environment(environment, text, file, facts, findings);
        } catch (YamlEngineException e) {
            error(findings, "oci/runtime-unreadable", file,
                    String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
        return findings;
    }

    private static void environment(Map<String, Object> environment, String text, String file,
            Map<String, String> facts, List<Finding> findings) {
        String path = SafeYaml.text(environment.get("INFERENCE_ENV_PATH"));
        if (path == null) error(findings, "oci/missing-environment-path", file);
        else if (!path.matches("oci://[^@/]+@[^/]+/.+")) error(findings, "oci/environment-path", file, path);
        else
            facts.put("environment", path);
        String type = SafeYaml.text(environment.get("INFERENCE_ENV_TYPE"));
        if (type != null && !type.equals("data_science") && !type.equals("published")) {
            error(findings, "oci/environment-type", file, type);
        }
        String python = SafeYaml.text(environment.get("INFERENCE_PYTHON_VERSION"));
        if (python == null) {
            error(findings, "oci/missing-python-version", file);
            return;
        }
        facts.put("python", python);
        if (unquoted(text, VERSION)) warn(findings, "oci/python-version-unquoted", file, python);
        Matcher version = PYTHON.matcher(python);
        int minor = version.matches() && version.group(1).length() < 4 ? Integer.parseInt(version.group(1)) : 0;
        if (minor < OLDEST || minor > NEWEST) error(findings, "oci/python-version", file, python);
    }

    /// Whether the value is one that YAML reads as a number: `3.10` is then 3.1.
    private static boolean unquoted(String text, Pattern field) {
        Matcher value = field.matcher(text);
        return value.find() && value.group(1).matches("\\d+\\.\\d+");
    }

    private static void error(List<Finding> findings, String rule, String file, Object... args) {
        findings.add(new Finding(rule, Finding.Severity.ERROR, List.of(args), file));
    }

    private static void warn(List<Finding> findings, String rule, String file, Object... args) {
        findings.add(new Finding(rule, Finding.Severity.WARNING, List.of(args), file));
    }
}
