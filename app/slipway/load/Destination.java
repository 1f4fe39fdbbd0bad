package slipway.load;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;

import slipway.base.Problem;
import slipway.base.StudioException;

/// Where the bytes go: an address looked up once, before the first request is due.
record Destination(InetSocketAddress address, String host, int port, boolean tls, String hostHeader, String target) {

    static Destination of(URI url) {
        check(url);
        boolean tls = url.getScheme().equalsIgnoreCase("https");
        int port = url.getPort() > 0 ? url.getPort() : tls ? 443 : 80;
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String target = path + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
        String header = url.getPort() > 0 ? url.getHost() + ":" + port : url.getHost();
        String host = url.getHost().startsWith("[")
                ? url.getHost().substring(1, url.getHost().length() - 1)
                : url.getHost();
        try {
            return new Destination(new InetSocketAddress(InetAddress.getByName(host), port), host, port, tls, header,
                    target);
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
