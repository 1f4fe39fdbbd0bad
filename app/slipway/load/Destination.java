package slipway.load;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.network.Ledger;
import slipway.network.Party;
import slipway.network.Purpose;
import slipway.network.Way;

/// Where the bytes go: an address looked up once, before the first request is due.
///
/// @param way asked before each connection
record Destination(InetSocketAddress address, String host, int port, boolean tls, String hostHeader, String target,
        Way way) {

    /// @throws StudioException where `url` is none, its host is not known, or the studio is offline
    static Destination of(URI url, Purpose purpose) {
        check(url);
        boolean tls = url.getScheme().equalsIgnoreCase("https");
        int port = url.getPort() > 0 ? url.getPort() : tls ? 443 : 80;
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String target = path + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
        String header = url.getPort() > 0 ? url.getHost() + ":" + port : url.getHost();
        String host = url.getHost().startsWith("[")
                ? url.getHost().substring(1, url.getHost().length() - 1)
                : url.getHost();
        Way way = Ledger.OURS.way(purpose, Party.at(host, port));
        // said before the first request, and before its name is looked up
        way.check();
        Ledger.mayLookUp(host);
        try {
            return new Destination(new InetSocketAddress(InetAddress.getByName(host), port), host, port, tls, header,
                    target, way);
        } catch (UnknownHostException e) {
            throw new StudioException(Problem.of("load.host", host), e);
        }
    }

    static void check(URI url) {
        String scheme = String.valueOf(url.getScheme());
        if (url.getHost() == null || !(scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"))) {
            throw StudioException.of("load.url", url);
        }
    }
}
