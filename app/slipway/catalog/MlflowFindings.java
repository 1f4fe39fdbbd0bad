package slipway.catalog;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import slipway.contract.Signature;

/// What is worth knowing about an MLflow folder before it is served.
final class MlflowFindings {
    private MlflowFindings() {}

    static List<Finding> of(Signature signature, @Nullable String conda, @Nullable String requirements) {
        var findings = new ArrayList<Finding>();
        if (signature.equals(Signature.UNKNOWN)) add(findings, "mlflow/missing-signature", "MLmodel");
        if (requirements == null && conda == null) add(findings, "mlflow/missing-requirements", "MLmodel");
        if (conda != null && Requirements.defaultsChannel(conda))
            add(findings, "mlflow/defaults-channel", "conda.yaml");
        if (requirements != null) {
            for (String line : Requirements.unpinned(requirements)) {
                findings.add(new Finding("mlflow/unpinned-requirement", Finding.Severity.WARNING, List.of(line),
                        "requirements.txt"));
            }
        }
        return List.copyOf(findings);
    }

    private static void add(List<Finding> findings, String rule, String file) {
        findings.add(new Finding(rule, Finding.Severity.WARNING, List.of(), file));
    }
}
