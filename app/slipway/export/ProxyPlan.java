package slipway.export;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import slipway.spec.EndpointSpec;
import slipway.spec.EndpointSpec.AuthMode;
import slipway.spec.EndpointSpec.Sticky;

/// What a proxy in front of an endpoint's deployments has to do, for whichever proxy is asked. Immutable.
///
/// @param live   shares of the deployments with live requests, in percent, in the file’s order
/// @param front  the predict route that clients use; null without deployments
/// @param sticky what names a session; null for none, and for a name that no configuration can hold
record ProxyPlan(EndpointSpec endpoint, List<Served> all, List<Share> live, List<Share> copies, @Nullable String front,
        @Nullable Sticky sticky) {
    /// Where the proxies listen, inside their containers.
    static final int PORT = 8080;
    /// The file that holds the keys, in a proxy’s container.
    static final String KEYS = "/run/secrets/keys";

    private static final long MEGA = 1_000_000;

    /// A deployment's part of the requests, in percent.
    record Share(Served served, int percent) {}

    static ProxyPlan of(EndpointSpec endpoint, List<Served> all) {
        Sticky sticky = endpoint.slipway().sticky();
        return new ProxyPlan(endpoint, all, shares(endpoint.traffic(), all), shares(endpoint.mirrors(), all),
                front(endpoint, all), sticky != null && nameable(sticky) ? sticky : null);
    }

    private static @Nullable String front(EndpointSpec endpoint, List<Served> all) {
        String front = HttpRoute.front(endpoint, all);
        return front == null ? null : written(front);
    }

    /// `path` without the characters that mean something in a configuration: their bytes in UTF-8 stand there.
    static String written(String path) {
        var text = new StringBuilder();
        for (byte each : path.getBytes(StandardCharsets.UTF_8)) {
            int c = each & 0xff;
            if (c <= ' ' || c >= 0x7f || "\"'$\\;{}#".indexOf(c) >= 0) text.append(String.format("%%%02X", c));
            else
                text.append((char) c);
        }
        return text.toString();
    }

    private static List<Share> shares(Map<String, Integer> percents, List<Served> all) {
        var shares = new ArrayList<Share>();
        percents.forEach((name, percent) -> all.stream().filter(each -> percent > 0 && each.name().equals(name))
                .forEach(each -> shares.add(new Share(each, percent))));
        return List.copyOf(shares);
    }

    /// Whether both proxies have a variable for it.
    private static boolean nameable(Sticky sticky) {
        return sticky.name().matches(sticky.cookie() ? "\\w+" : "[A-Za-z0-9-]+");
    }

    /// Tokens are nothing that a proxy can make or judge: then it asks for a key as well, rather than for nothing.
    boolean keyed() {
        return endpoint.authMode() != AuthMode.NONE;
    }

    /// `http`, or what the address of a server elsewhere says.
    static String scheme(Served served) {
        URI elsewhere = served.elsewhere();
        return elsewhere == null ? "http" : elsewhere.getScheme();
    }

    /// Where `served` is found, as host and port.
    static String address(Served served) {
        URI elsewhere = served.elsewhere();
        if (elsewhere == null) return served.label() + ":" + served.port();
        int usual = scheme(served).equals("https") ? 443 : 80;
        return elsewhere.getHost() + ":" + (elsewhere.getPort() < 0 ? usual : elsewhere.getPort());
    }

    /// [Served#base] as a configuration has it.
    static String prefix(Served served) {
        return written(served.base());
    }

    /// The route that `served` has for what is posted to [#front]; null where it is the same.
    @Nullable
    String mapped(Served served) {
        String own = written(served.routes().predict());
        return own.equals(front) ? null : own;
    }

    /// The longest that any of them may take.
    Duration timeout() {
        return all.stream().map(Served::timeout).max(Duration::compareTo).orElse(Duration.ofMinutes(1));
    }

    /// Largest body that is let through, in bytes.
    long maxBodyBytes() {
        Integer said = endpoint.slipway().maxBodyMb();
        if (said != null) return said * MEGA;
        return all.stream().mapToLong(each -> each.contract().maxBodyBytes()).max().orElse(MEGA);
    }
}
