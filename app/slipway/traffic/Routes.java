package slipway.traffic;

import io.vertx.core.http.HttpMethod;

import slipway.contract.Contracts;
import slipway.contract.ServingContract;

/// Paths of requests: kept byte for byte, except that one contract's predict route becomes another's (A015, A016).
final class Routes {
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

    /// Where a request goes at `target`: a prediction is always posted, so any other method keeps its path.
    static String map(HttpMethod method, String pathAndQuery, Target target) {
        return method.equals(HttpMethod.POST) ? map(pathAndQuery, target) : pathAndQuery;
    }

    /// What `path` is called at `target`; the query goes along.
    static String map(String pathAndQuery, Target target) {
        String path = path(pathAndQuery);
        if (path.equals(target.predictPath()) || isOwn(path, target) || !isPredict(path)) return pathAndQuery;
        return target.predictPath() + pathAndQuery.substring(path.length());
    }

    private static boolean isOwn(String path, Target target) {
        return Contracts.byId(target.contract()).filter(contract -> contract.isPredictPath(path)).isPresent();
    }

    private static boolean isPredict(String path) {
        for (ServingContract contract : Contracts.ALL) {
            if (contract.isPredictPath(path)) return true;
        }
        return false;
    }
}
