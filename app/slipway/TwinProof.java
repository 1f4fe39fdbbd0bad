package slipway;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.catalog.Model;
import slipway.deploy.Deployment;
import slipway.deploy.ImageUse;
import slipway.spec.EndpointSpec;

/// Glue: whether an endpoint’s twin runs what answers live, without which what it differs in is no chance. Stateless.
final class TwinProof {
    private TwinProof() {}

    /// What is wrong with the twin of `endpoint`; null where nothing is, and until both run.
    ///
    /// @param digests of the model in a place; empty where it is not known yet
    static @Nullable Problem problem(@Nullable EndpointSpec endpoint, List<Deployment> deployments,
            Function<Path, String> digests) {
        String named = endpoint == null ? null : endpoint.slipway().twin();
        if (endpoint == null || named == null) return null;
        String most = endpoint.traffic().entrySet().stream().filter(each -> each.getValue() > 0)
                .max(Map.Entry.comparingByValue(Comparator.naturalOrder())).map(Map.Entry::getKey).orElse(named);
        Deployment twin = running(endpoint.name(), named, deployments);
        Deployment live = running(endpoint.name(), most, deployments);
        if (twin == null || live == null || same(twin, live, digests)) return null;
        return Problem.of("traffic.twin-other", named, most, words(twin), words(live));
    }

    private static @Nullable Deployment running(String endpoint, String name, List<Deployment> deployments) {
        return deployments.stream().filter(each -> each.id().equals(endpoint + "/" + name))
                .filter(each -> !each.urls().isEmpty()).findFirst().orElse(null);
    }

    private static boolean same(Deployment twin, Deployment live, Function<Path, String> digests) {
        return Objects.equals(imageId(twin), imageId(live)) && twin.contract().equals(live.contract())
                && same(twin.model(), live.model(), digests);
    }

    /// The same files, or files of the same content where that is known, elsewhere.
    private static boolean same(@Nullable Model one, @Nullable Model other, Function<Path, String> digests) {
        if (one == null || other == null) return one == null && other == null;
        if (one.path().equals(other.path())) return true;
        String first = digests.apply(one.path());
        String second = digests.apply(other.path());
        if (!first.isEmpty() && !second.isEmpty()) return first.equals(second);
        return one.name().equals(other.name()) && Objects.equals(one.version(), other.version())
                && one.files().equals(other.files());
    }

    private static @Nullable String imageId(Deployment one) {
        ImageUse image = one.image();
        return image == null ? null : image.id();
    }

    private static String words(Deployment one) {
        Model model = one.model();
        ImageUse image = one.image();
        String what = model == null ? one.contract() : model.title();
        return image == null ? what : what + " · " + image.reference();
    }
}
