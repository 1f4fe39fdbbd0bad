package slipway.catalog;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PlatformLimitsTest {
    @Test
    void onlyWhatIsLargerThanADocumentedLimitIsSaid() {
        assertEquals(List.of(), PlatformLimits.of(4_000_000_000L, List.of("mlflow", "oci-byoc")));
        assertEquals(List.of("Databricks (CPU)"), platforms(4_000_000_001L, "mlflow", "oci-byoc"));
        assertEquals(List.of("Databricks (CPU)", "OCI Data Science (image)"), platforms(17_000_000_000L, "oci-byoc",
                "mlflow"));
        assertEquals(List.of("OCI Data Science (image)"), platforms(17_000_000_000L, "oci-byoc", "sagemaker"));
        assertEquals(List.of(), platforms(17_000_000_000L, "sagemaker", "azureml"));
    }

    @Test
    void theSentenceNamesLimitAndSize() {
        Finding finding = PlatformLimits.of(5_000_000_000L, List.of("mlflow")).getFirst();
        assertTrue(finding.message().contains("Databricks (CPU)"), finding.message());
        assertEquals(Finding.Severity.WARNING, finding.severity());
        assertEquals(3, finding.args().size());
    }

    private static List<Object> platforms(long size, String... contracts) {
        return PlatformLimits.of(size, List.of(contracts)).stream().map(each -> each.args().getFirst()).toList();
    }
}
