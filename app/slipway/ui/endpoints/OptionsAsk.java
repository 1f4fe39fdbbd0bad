package slipway.ui.endpoints;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import slipway.spec.EndpointSpec;
import slipway.spec.EndpointSpec.AuthMode;

/// What a person asks of an endpoint beside its live shares, as the window has it; [#UNREADABLE] stands for a figure
/// that is none. Immutable; any thread.
///
/// @param mirrors     who gets copies, in percent, none of 0
/// @param twin        of these, who runs the live version; empty for none
/// @param session     what keeps requests together, `named` by this
/// @param bandwidth   Mbit/s, 0 for any
/// @param body        MB, 0 for the contract’s own limit
record OptionsAsk(String endpoint, boolean free, Map<String, Integer> mirrors, String twin, boolean random,
        Session session, String named, int bandwidth, int body, boolean accessLog, PredictLog predictLog,
        AuthMode auth) {
    static final int UNREADABLE = -1;

    /// What names the session of a request.
    enum Session {
        NONE, HEADER, COOKIE
    }

    /// What is written of a prediction.
    enum PredictLog {
        OFF, LINES, BODIES
    }

    OptionsAsk {
        var some = new LinkedHashMap<>(mirrors);
        some.values().removeIf(percent -> percent == 0);
        mirrors = Collections.unmodifiableMap(some);
        if (!free) twin = "";
        if (session == Session.NONE) named = "";
    }

    /// What the file says.
    static OptionsAsk of(EndpointSpec spec) {
        var slipway = spec.slipway();
        EndpointSpec.Sticky sticky = slipway.sticky();
        Integer mbps = slipway.bandwidthMbps();
        Integer mb = slipway.maxBodyMb();
        String twin = slipway.twin();
        var logs = slipway.logs();
        return new OptionsAsk(spec.name(), slipway.free(), spec.mirrors(), twin == null ? "" : twin, slipway.random(),
                sticky == null ? Session.NONE : sticky.cookie() ? Session.COOKIE : Session.HEADER,
                sticky == null ? "" : sticky.name(), mbps == null ? 0 : mbps, mb == null ? 0 : mb, logs.access(),
                logs.bodies() ? PredictLog.BODIES : logs.predict() ? PredictLog.LINES : PredictLog.OFF,
                spec.authMode());
    }

    boolean readable() {
        return !mirrors.containsValue(UNREADABLE) && bandwidth != UNREADABLE && body != UNREADABLE;
    }

    /// `mirror_traffic` as it becomes, null where it stays. In free mode all mirrors stand together in the extension.
    @Nullable
    Map<String, Integer> mirrorTraffic(EndpointSpec now) {
        Map<String, Integer> wanted = free ? Map.of() : mirrors;
        boolean same = wanted.equals(now.mirror()) || (mirrors.equals(now.mirrors()) && free == now.slipway().free());
        return same ? null : wanted;
    }

    /// What changes under `x-slipway`, as [slipway.spec.Workspace#setOptions] takes it.
    Map<List<String>, @Nullable String> values(EndpointSpec now) {
        var values = new LinkedHashMap<List<String>, @Nullable String>();
        OptionsAsk was = of(now);
        if (free != was.free) values.put(List.of("traffic", "mode"), free ? "free" : "strict");
        mirrors(now, values);
        if (!twin.equals(was.twin)) values.put(List.of("traffic", "twin"), twin.isEmpty() ? null : quoted(twin));
        if (random != was.random) values.put(List.of("traffic", "random"), random ? "true" : null);
        if (session != was.session || !named.equals(was.named)) {
            values.put(List.of("traffic", "sticky"), session == Session.NONE
                    ? null
                    : "{" + (session == Session.COOKIE ? "cookie" : "header") + ": " + quoted(named) + "}");
        }
        if (bandwidth != was.bandwidth) values.put(List.of("bandwidth_mbps"), number(bandwidth));
        if (body != was.body) values.put(List.of("max_body_mb"), number(body));
        if (accessLog != was.accessLog) values.put(List.of("access_log"), accessLog ? "true" : null);
        if (predictLog != was.predictLog) {
            values.put(List.of("predict_log"), switch (predictLog) {
                case OFF -> null;
                case LINES -> "true";
                case BODIES -> "{bodies: true}";
            });
        }
        return values;
    }

    /// One by one, so that comments beside them stay.
    private void mirrors(EndpointSpec now, Map<List<String>, @Nullable String> values) {
        Map<String, Integer> was = now.slipway().mirrors();
        if (!free || mirrors.isEmpty()) {
            if (!was.isEmpty()) values.put(List.of("traffic", "mirrors"), null);
            return;
        }
        if (mirrorTraffic(now) == null && mirrors.equals(now.mirrors())) return;
        was.keySet().stream().filter(name -> !mirrors.containsKey(name)).forEach(name -> values.put(List.of("traffic",
                "mirrors", name), null));
        mirrors.forEach((name, percent) -> {
            if (!percent.equals(was.get(name))) {
                values.put(List.of("traffic", "mirrors", name), percent.toString());
            }
        });
    }

    /// The command that does the same; empty where nothing changes.
    String command(EndpointSpec now) {
        OptionsAsk was = of(now);
        var words = new StringBuilder();
        if (free != was.free) words.append(" --mode ").append(free ? "free" : "strict");
        var values = new LinkedHashMap<List<String>, @Nullable String>();
        mirrors(now, values);
        if (!values.isEmpty()) words.append(" --mirrors \"").append(free ? shares(mirrors) : "").append('"');
        if (!twin.equals(was.twin)) words.append(" --twin \"").append(twin).append('"');
        Map<String, Integer> copies = mirrorTraffic(now);
        if (copies != null) {
            var all = new LinkedHashMap<>(copies);
            now.mirror().keySet().forEach(name -> all.putIfAbsent(name, 0));
            words.append(" --mirror-traffic \"").append(shares(all)).append('"');
        }
        if (random != was.random) words.append(random ? " --random" : " --no-random");
        if (session != was.session || !Objects.equals(named, was.named)) {
            words.append(switch (session) {
                case NONE -> " --no-sticky";
                case HEADER -> " --sticky-header " + named;
                case COOKIE -> " --sticky-cookie " + named;
            });
        }
        if (bandwidth != was.bandwidth) words.append(" --bandwidth-mbps ").append(bandwidth);
        if (body != was.body) words.append(" --max-body-mb ").append(body);
        if (accessLog != was.accessLog) words.append(accessLog ? " --access-log" : " --no-access-log");
        if (predictLog != was.predictLog) {
            words.append(switch (predictLog) {
                case OFF -> " --no-predict-log";
                case LINES -> " --predict-log";
                case BODIES -> " --predict-bodies";
            });
        }
        if (auth != was.auth) words.append(" --auth-mode ").append(auth.word());
        return words.isEmpty() ? "" : "slipway endpoint update " + endpoint + words;
    }

    private static String shares(Map<String, Integer> shares) {
        return String.join(" ", shares.entrySet().stream().map(each -> each.getKey() + "=" + each.getValue()).toList());
    }

    private static @Nullable String number(int figure) {
        return figure == 0 ? null : String.valueOf(figure);
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
