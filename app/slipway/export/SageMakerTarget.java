package slipway.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import slipway.spec.DeploymentSpec;
import slipway.spec.EndpointSpec;

/// The requests that make an endpoint of SageMaker, as documents of the AWS CLI, and a script that sends them. Pure; any
/// thread.
final class SageMakerTarget implements ExportTarget {
    static final String CONFIG = "create-endpoint-config.json";
    static final String ENDPOINT = "create-endpoint.json";
    private static final int MOST_TAGS = 50;

    @Override
    public String id() {
        return "sagemaker";
    }

    @Override
    public String title() {
        return "Amazon SageMaker";
    }

    @Override
    public Exported export(ExportSource said) {
        var to = new Differences();
        ExportSource source = Unsecret.of(said, to);
        endpoint(source, to);
        SageMakerVariants variants = SageMakerVariants.of(source, to);
        var files = new ArrayList<ExportFile>();
        var models = new ArrayList<String>();
        var open = new ArrayList<String>();
        for (DeploymentSpec spec : variants.used()) {
            SageMakerModel model = SageMakerModel.of(source, spec, to);
            ExportFile file = model.file();
            files.add(file);
            models.add(file.path());
            open.addAll(model.open());
        }
        files.add(JsonFile.of(CONFIG, variants.document()));
        files.add(JsonFile.of(ENDPOINT, document(source.endpoint())));
        files.add(SageMakerScript.file(source.endpoint().name(), models, List.copyOf(open)));
        return new Exported(files, to.all());
    }

    /// The name of its model, which is one for the whole account.
    static String model(DeploymentSpec spec) {
        String name = spec.endpoint() + "-" + spec.name();
        return DnsLabel.ambiguous(spec.endpoint(), spec.name()) ? name + "-" + DnsLabel.mark(spec.id()) : name;
    }

    private static void endpoint(ExportSource source, Differences to) {
        EndpointSpec endpoint = source.endpoint();
        to.none("", "auth_mode", "export.sagemaker.auth");
        Integer body = endpoint.slipway().maxBodyMb();
        if (body != null) to.none("", Everywhere.BODY, "export.sagemaker.body", body);
        Everywhere.logs(endpoint).forEach(field -> to.hand("", field, "export.sagemaker.logs"));
        if (endpoint.tags().size() > MOST_TAGS)
            to.limit("", "tags", "export.sagemaker.tags", endpoint.tags().size(), MOST_TAGS);
        Everywhere.endpoint(source, Set.of(Everywhere.BODY, Everywhere.ACCESS_LOG, Everywhere.PREDICT_LOG,
                Everywhere.TAGS), to);
        Everywhere.azure(source, to);
        to.hand("", "", "export.sagemaker.role");
    }

    private static Map<String, Object> document(EndpointSpec endpoint) {
        var document = new LinkedHashMap<String, Object>();
        document.put("EndpointName", endpoint.name());
        document.put("EndpointConfigName", endpoint.name());
        if (!endpoint.tags().isEmpty()) document.put("Tags", endpoint.tags().entrySet().stream().map(tag -> {
            var one = new LinkedHashMap<String, String>();
            one.put("Key", tag.getKey());
            one.put("Value", tag.getValue());
            return one;
        }).toList());
        return document;
    }
}
