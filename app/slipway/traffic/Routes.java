package slipway.traffic;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import slipway.contract.Contracts;
import slipway.contract.ServingContract;
import slipway.wire.Head;
import slipway.wire.Name;

/// Paths of requests: kept byte for byte, except that one contract's predict and health routes become another's (A015,
/// A016).
final class Routes {
    private static final Name MODEL_NAME = new Name("model_name");
    private static final Name MODEL_VERSION = new Name("model_version");
    private static final String POST = "POST";
    private static final String GET = "GET";
    private static final String ROOT = "/";

    private Routes() {}

    /// The path and query of a request target; of an absolute address what follows the host. Empty for `*` and the like.
    static String target(String uri) {
        if (uri.startsWith("/")) return uri;
        int scheme = uri.indexOf("://");
        if (scheme < 0) return "";
        int path = uri.indexOf('/', scheme + 3);
        int query = uri.indexOf('?', scheme + 3);
        if (path >= 0 && (query < 0 || path < query)) return uri.substring(path);
        return query < 0 ? "/" : "/" + uri.substring(query);
    }

    static String path(String target) {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /// Where `in` goes at `target`; null where it does not name its model, which a Triton behind OCI's route needs.
    static @Nullable String destination(Head in, String pathAndQuery, Target target) {
        if (!target.triton() || !POST.equals(in.method())
                || !path(pathAndQuery).equals(target.predictPath())) {
            return map(in.method(), pathAndQuery, target);
        }
        String name = in.get(MODEL_NAME);
        String version = in.get(MODEL_VERSION);
        if (name == null || name.isBlank() || version == null || !isNumber(version)) return null;
        return "/v2/models/" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20") + "/versions/"
                + version + "/infer" + pathAndQuery.substring(target.predictPath().length());
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /// Where a request goes at `target`: a prediction is always posted, health is got; any other method keeps its path.
    static String map(String method, String pathAndQuery, Target target) {
        if (POST.equals(method)) return map(pathAndQuery, target);
        return GET.equals(method) ? health(pathAndQuery, target) : pathAndQuery;
    }

    /// What `path` is called at `target`; the query goes along.
    static String map(String pathAndQuery, Target target) {
        String path = path(pathAndQuery);
        if (path.equals(target.predictPath()) || isOwn(path, target) || !isPredict(path)) return pathAndQuery;
        return target.predictPath() + pathAndQuery.substring(path.length());
    }

    /// A contract's route for other models and versions is the server's own too, unless it has a route of its own choice.
    private static boolean isOwn(String path, Target target) {
        return Contracts.byId(target.contract()).filter(
                contract -> contract.isPredictPath(path) && contract.isPredictPath(target.predictPath())).isPresent();
    }

    /// Whether a prediction is asked for, by a route of any contract or of the server itself.
    static boolean isPrediction(String method, String pathAndQuery, Target target) {
        String path = path(pathAndQuery);
        return POST.equals(method) && (path.equals(target.predictPath()) || isPredict(path));
    }

    private static boolean isPredict(String path) {
        for (ServingContract contract : Contracts.ALL) {
            if (contract.isPredictPath(path)) return true;
        }
        return false;
    }

    /// Another contract's health route becomes the server's own; `/v2/health/live` asks whether it lives, all others
    /// whether it is ready.
    private static String health(String pathAndQuery, Target target) {
        String path = path(pathAndQuery);
        if (path.equals(target.livePath()) || path.equals(target.readyPath())) return pathAndQuery;
        boolean live = path.equals("/v2/health/live");
        if (!live && !path.equals("/ping") && !path.equals("/health") && !path.equals("/v2/health/ready")
                && !isModelReady(path)) {
            return pathAndQuery;
        }
        if (path.startsWith("/v2/") && target.readyPath().startsWith("/v2/")) return pathAndQuery;
        return (live ? target.livePath() : target.readyPath()) + pathAndQuery.substring(path.length());
    }

    private static boolean isModelReady(String path) {
        if (!path.startsWith("/v2/models/") || !path.endsWith("/ready")) return false;
        String between = path.substring("/v2/models/".length(), path.length() - "/ready".length());
        int slash = between.indexOf('/');
        return slash < 0
                ? !between.isEmpty()
                : slash > 0 && between.startsWith("/versions/", slash)
                        && isNumber(between.substring(slash + "/versions/".length()));
    }

    /// Whether it asks for the root, Azure's health route, which other servers may have a page of their own at: only
    /// where they answer 404 it means their health.
    static boolean isAzureHealth(String method, String pathAndQuery, Target target) {
        return GET.equals(method) && pathAndQuery.equals(ROOT) && !target.livePath().equals(ROOT);
    }
}
