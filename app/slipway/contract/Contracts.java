package slipway.contract;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

import slipway.base.Problem;
import slipway.base.StudioException;

/// The contracts we know, each a profile among the resources; a new one is one file there and one line here.
public final class Contracts {
    private static final List<String> IDS = List.of("oci-byoc", "oci-conda", "sagemaker", "mlflow", "azureml", "oip-v2",
            "openai");

    public static final List<Profile> PROFILES = IDS.stream().map(Contracts::own).toList();
    public static final List<ServingContract> ALL = PROFILES.stream().map(ProfileContract::new)
            .map(ServingContract.class::cast).toList();

    private Contracts() {}

    public static Optional<ServingContract> byId(String id) {
        for (ServingContract each : ALL) {
            if (each.id().equals(id)) return Optional.of(each);
        }
        return Optional.empty();
    }

    public static List<String> ids() {
        return IDS;
    }

    /// The contract that a profile describes, which may be a person's own.
    public static ServingContract of(Profile profile) {
        return new ProfileContract(profile);
    }

    private static Profile own(String id) {
        String name = "/contracts/" + id + ".json";
        try (InputStream in = Contracts.class.getResourceAsStream(name)) {
            if (in == null) throw StudioException.of("contract.missing", name);
            return ProfileReader.read(name, in.readAllBytes());
        } catch (IOException e) {
            throw new StudioException(Problem.of("contract.missing", name), e);
        }
    }
}
