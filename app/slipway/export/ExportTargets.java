package slipway.export;

import java.util.List;
import java.util.Optional;

/// All targets there are, in the order in which a person sees them.
public final class ExportTargets {
    public static final List<ExportTarget> ALL = List.of(new AzureTarget(), new OciTarget(), new SageMakerTarget(),
            new DatabricksTarget(), new KserveTarget(), new GatewayApiTarget(), new ComposeTarget(), new SwarmTarget());

    private ExportTargets() {}

    public static Optional<ExportTarget> byId(String id) {
        return ALL.stream().filter(each -> each.id().equals(id)).findFirst();
    }
}
