package slipway.check;

import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

import slipway.catalog.Model;
import slipway.contract.Profile;
import slipway.contract.SampleRequest;
import slipway.contract.ServingContract;
import slipway.contract.Signature;
import slipway.engine.Images;

/// A target as one contract’s run sees it: what is known of its image, its artifact and its requests. Immutable.
///
/// @param image     the image that runs; null for a process or an address
/// @param config    what that image says of itself, null with it
/// @param container the folder with a Dockerfile as the catalog reads it; null for the others
/// @param model     the artifact as the catalog reads it; null where there is none
/// @param artifact  what is mounted; null for nothing
record Subject(CheckTarget target, Images.@Nullable Local image, Images.@Nullable Config config,
        @Nullable Model container, @Nullable Model model, @Nullable Path artifact) {

    /// The model's name in routes and variables.
    String modelName() {
        String asked = target.modelName();
        if (asked != null) return asked;
        return model == null ? "model" : model.name();
    }

    String modelVersion() {
        String version = model == null ? null : model.version();
        return version == null ? "1" : version;
    }

    /// What a person gave, else what the signature says.
    List<SampleRequest> requests(ServingContract contract) {
        CheckTarget.Request given = target.request();
        String path = contract.predictPath(modelName());
        if (given != null) {
            return List.of(new SampleRequest("given", "POST", path, given.contentType(), given.body()));
        }
        if (model == null) return contract.examples(Signature.UNKNOWN, modelName(), null);
        return contract.examples(model.signature(), modelName(), model.inputExample());
    }

    /// Asked for, else the only one that the image exposes where the platform leaves it free, else the platform's.
    int port(ServingContract contract, Profile profile) {
        if (target.port() > 0) return target.port();
        List<Integer> exposed = config == null ? List.of() : config.ports();
        return profile.port().free() && exposed.size() == 1 ? exposed.getFirst() : contract.port();
    }

    /// The artifact and the folder around it, those that there are.
    List<Model> folders() {
        return java.util.stream.Stream.of(container, model).filter(java.util.Objects::nonNull).distinct().toList();
    }
}
