package slipway.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/// `endpoint.yml`, Azure ML's `managedOnlineEndpoint`: `traffic` sums to 0 or 100, `mirror` holds at most one
/// deployment of at most 50 that has no live traffic. Maps keep the file's order.
public record EndpointSpec(String name, AuthMode authMode, String description, Map<String, String> tags,
        Map<String, Integer> traffic, Map<String, Integer> mirror, Extension slipway) {

    public EndpointSpec {
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
        traffic = Collections.unmodifiableMap(new LinkedHashMap<>(traffic));
        mirror = Collections.unmodifiableMap(new LinkedHashMap<>(mirror));
    }

    /// An endpoint that says nothing beyond Azure's words.
    public EndpointSpec(String name, AuthMode authMode, String description, Map<String, String> tags,
            Map<String, Integer> traffic, Map<String, Integer> mirror) {
        this(name, authMode, description, tags, traffic, mirror, Extension.NONE);
    }

    public EndpointSpec withSplit(Map<String, Integer> nextTraffic, Map<String, Integer> nextMirror) {
        return new EndpointSpec(name, authMode, description, tags, nextTraffic, nextMirror, slipway);
    }

    public EndpointSpec withAuthMode(AuthMode mode) {
        return new EndpointSpec(name, mode, description, tags, traffic, mirror, slipway);
    }

    public EndpointSpec withDescription(String next) {
        return new EndpointSpec(name, authMode, next, tags, traffic, mirror, slipway);
    }

    EndpointSpec withExtension(Extension next) {
        return new EndpointSpec(name, authMode, description, tags, traffic, mirror, next);
    }

    /// Who gets copies, in percent of the live requests: `mirror_traffic`, and in free mode `x-slipway.traffic.mirrors`.
    public Map<String, Integer> mirrors() {
        var all = new LinkedHashMap<>(mirror);
        all.putAll(slipway.mirrors());
        return all;
    }

    /// The `x-slipway` block; null means: not said.
    ///
    /// @param free    whether more is allowed than Azure allows (`traffic.mode: free`)
    /// @param mirrors in free mode: any number of them, up to 100 % each
    /// @param twin    the one of them that is a twin of the live version: what differs there is noise
    /// @param random  whether requests are drawn and not taken in turns
    /// @param seed    of those draws
    /// @param sticky  what names a session
    /// @param bandwidthMbps what may pass, in megabits per second, copies included
    /// @param maxBodyMb     largest body of a request, in MB of a million bytes
    public record Extension(boolean free, Map<String, Integer> mirrors, @Nullable String twin, boolean random,
            @Nullable Integer seed, @Nullable Sticky sticky, @Nullable Integer bandwidthMbps,
            @Nullable Integer maxBodyMb,
            Logs logs) {
        public static final Extension NONE = new Extension(false, Map.of(), null, false, null, null, null, null,
                Logs.NONE);

        public Extension {
            mirrors = Collections.unmodifiableMap(new LinkedHashMap<>(mirrors));
        }
    }

    /// What is written about requests, in `.slipway/log`.
    ///
    /// @param access  a line for every request (`access_log`)
    /// @param predict a line for every prediction (`predict_log`)
    /// @param bodies  whether those hold inputs and outputs (`predict_log: {bodies: true}`)
    public record Logs(boolean access, boolean predict, boolean bodies) {
        public static final Logs NONE = new Logs(false, false, false);
    }

    /// A header or a cookie of that name says which session a request belongs to.
    public record Sticky(boolean cookie, String name) {}

    /// How a client proves itself to the gateway.
    public enum AuthMode {
        KEY("key"), AML_TOKEN("aml_token"), AAD_TOKEN("aad_token"), NONE("none");

        private final String word;

        AuthMode(String word) {
            this.word = word;
        }

        /// The word in the file.
        public String word() {
            return word;
        }
    }
}
