package slipway.catalog;

import java.util.ArrayList;
import java.util.List;

import slipway.base.Units;

/// Whether a model is too large for a platform that could serve it, where the platform's documents give a number:
/// Databricks has 4 GB of memory for a model on its CPU workloads (A144), OCI takes images of at most 16 GB uncompressed
/// (A021). Stateless.
final class PlatformLimits {
    private static final List<Limit> LIMITS = List.of(new Limit("mlflow", "Databricks (CPU)", 4_000_000_000L),
            new Limit("oci-byoc", "OCI Data Science (image)", 16_000_000_000L));

    private PlatformLimits() {}

    /// `contract` is the one that the platform's servers speak.
    private record Limit(String contract, String platform, long bytes) {}

    /// The findings on a model of `sizeBytes` that `contracts` can serve; none where it is not larger than the limit.
    static List<Finding> of(long sizeBytes, List<String> contracts) {
        var findings = new ArrayList<Finding>();
        for (Limit limit : LIMITS) {
            if (sizeBytes <= limit.bytes || !contracts.contains(limit.contract)) continue;
            findings.add(new Finding("platform/too-large", Finding.Severity.WARNING,
                    List.of(limit.platform, Units.bytes(limit.bytes), Units.bytes(sizeBytes)), ""));
        }
        return List.copyOf(findings);
    }
}
