package slipway.catalog;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import slipway.contract.Signature;

/// What is worth knowing about an MLflow folder before it is served.
final class MlflowFindings {
    private static final Pattern PINNED = Pattern.compile("[^=]+===?[^=].*");
    private static final Pattern DEFAULTS = Pattern.compile("(?m)^\\s*-\\s*['\"]?defaults['\"]?\\s*$");

    private MlflowFindings() {}

    static List<Finding> of(Path folder, Signature signature, Set<String> contains, @Nullable String conda,
            @Nullable String requirements) {
        var findings = new ArrayList<Finding>();
        if (signature.equals(Signature.UNKNOWN)) add(findings, "mlflow/missing-signature", "MLmodel");
        if (requirements == null && conda == null) add(findings, "mlflow/missing-requirements", "MLmodel");
        // Anaconda's `defaults` may need a commercial licence (A158)
        if (conda != null && DEFAULTS.matcher(conda).find()) add(findings, "mlflow/defaults-channel", "conda.yaml");
        if (requirements != null) {
            requirements.lines().map(line -> line.replaceFirst("(^|\\s)#.*", "").strip())
                    .filter(line -> !line.isEmpty() && !line.startsWith("-") && !PINNED.matcher(line).matches())
                    .forEach(line -> findings.add(new Finding("mlflow/unpinned-requirement", Finding.Severity.WARNING,
                            List.of(line), "requirements.txt")));
        }
        if (contains.contains("pickle")) {
            findings.add(new Finding("pickle/present", Finding.Severity.INFO, List.of(), "MLmodel"));
        }
        return List.copyOf(findings);
    }

    private static void add(List<Finding> findings, String rule, String file) {
        findings.add(new Finding(rule, Finding.Severity.WARNING, List.of(), file));
    }
}
