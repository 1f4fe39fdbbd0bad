package slipway.contract;

import java.util.List;
import java.util.Optional;

/// The contracts we know; a new one is one file plus one line here.
public final class Contracts {
    public static final List<ServingContract> ALL = List.of(new OciByoc(), new SageMaker(), new MlflowServer(),
            new AzureMl(), new OipV2());

    private Contracts() {}

    public static Optional<ServingContract> byId(String id) {
        return ALL.stream().filter(contract -> contract.id().equals(id)).findFirst();
    }

    public static List<String> ids() {
        return ALL.stream().map(ServingContract::id).toList();
    }
}
