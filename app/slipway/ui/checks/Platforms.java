package slipway.ui.checks;

import java.util.Map;

import slipway.check.ChecksView.Column;

/// The platforms as people call them, where their own names are too long for a column. Stateless.
final class Platforms {
    private static final Map<String, String> SHORT = Map.of("oci-byoc", "OCI BYOC", "oci-conda", "OCI conda",
            "sagemaker", "SageMaker", "mlflow", "MLflow", "azureml", "Azure ML", "oip-v2", "KServe v2", "openai",
            "OpenAI");

    private Platforms() {}

    static String name(Column contract) {
        return name(contract.id(), contract.title());
    }

    /// The short name of a contract, else its own `title`.
    static String name(String contract, String title) {
        return SHORT.getOrDefault(contract, title);
    }
}
