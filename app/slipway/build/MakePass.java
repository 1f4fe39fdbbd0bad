package slipway.build;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.catalog.Model;
import slipway.contract.ServingContract;

/// The ways in which a server can be made to pass as a platform's, the one that changes least first. Stateless; any
/// thread.
public final class MakePass {
    /// Host name that the side-car's files give the server.
    private static final String HOST = "model";

    private MakePass() {}

    /// What a server was found to speak; null for a route that it was not found to answer.
    ///
    /// @param contract id of the contract whose payloads it takes; null where not known
    /// @param port     inside its container
    public record Speaks(@Nullable String contract, int port, @Nullable String predictPath, @Nullable String livePath,
            @Nullable String readyPath) {}

    /// A route of the platform, and the server's own that it becomes.
    public record RoutePair(String method, String platform, String server) {}

    /// One way to make it pass.
    public sealed interface Way {
        /// Key of the sentence that tells what is done.
        String text();

        /// What stands in that sentence.
        List<Object> args();

        /// The sentence.
        default String sentence() {
            return Text.of(text(), args().toArray());
        }
    }

    /// The endpoint's gateway maps routes, which it does unasked.
    ///
    /// @param bodies whether payloads differ too, so that the deployment needs `x-slipway: {mapping: body}`
    public record InGateway(List<RoutePair> routes, boolean bodies) implements Way {
        public InGateway {
            routes = List.copyOf(routes);
        }

        @Override
        public String text() {
            return bodies ? "build.way.gateway-bodies" : "build.way.gateway";
        }

        @Override
        public List<Object> args() {
            return List.of(routes.size());
        }
    }

    /// An nginx beside the server, to be taken along to the platform.
    public record InSidecar(NginxSidecar sidecar) implements Way {
        @Override
        public String text() {
            return "build.way.sidecar";
        }

        @Override
        public List<Object> args() {
            return List.of(sidecar.contract().port(), sidecar.server().port());
        }
    }

    /// An image with a server that speaks as the platform wishes.
    public record InImage(Recipe recipe) implements Way {
        @Override
        public String text() {
            return "build.way.recipe";
        }

        @Override
        public List<Object> args() {
            return List.of(recipe.kind().word());
        }
    }

    /// All that are possible; a side-car helps where only routes or the port differ, not where payloads do.
    ///
    /// @param name  that the server knows its model by
    /// @param model what it serves; null where that is not known, and no recipe can be told
    public static List<Way> ways(ServingContract wanted, String name, Speaks server, @Nullable Model model) {
        var ways = new ArrayList<Way>();
        String predict = server.predictPath();
        String live = server.livePath() == null ? server.readyPath() : server.livePath();
        String ready = server.readyPath() == null ? server.livePath() : server.readyPath();
        if (predict != null && live != null && ready != null) {
            List<RoutePair> routes = routes(wanted, name, predict, live, ready);
            boolean bodies = isTensors(wanted.id()) != isTensors(server.contract());
            if (!routes.isEmpty() || bodies) ways.add(new InGateway(routes, bodies));
            if (!bodies && (!routes.isEmpty() || server.port() != wanted.port())) {
                ways.add(new InSidecar(new NginxSidecar(wanted, name,
                        new NginxSidecar.Server(HOST, server.port(), predict, live, ready))));
            }
        }
        if (model != null) Recipes.all(model, wanted).forEach(recipe -> ways.add(new InImage(recipe)));
        return List.copyOf(ways);
    }

    private static boolean isTensors(@Nullable String contract) {
        return "oip-v2".equals(contract);
    }

    private static List<RoutePair> routes(ServingContract wanted, String name, String predict, String live,
            String ready) {
        var pairs = new ArrayList<RoutePair>();
        pairs.add(new RoutePair("POST", wanted.predictPath(name), predict));
        pairs.add(new RoutePair("GET", wanted.readyPath(name), ready));
        if (!wanted.livePath().equals(wanted.readyPath(name)))
            pairs.add(new RoutePair("GET", wanted.livePath(), live));
        pairs.removeIf(each -> each.platform().equals(each.server()));
        return pairs;
    }
}
