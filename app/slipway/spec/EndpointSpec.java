package slipway.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// `endpoint.yml`, Azure ML's `managedOnlineEndpoint`: `traffic` sums to 0 or 100, `mirror` holds at most one
/// deployment of at most 50 that has no live traffic. Maps keep the file's order.
public record EndpointSpec(String name, AuthMode authMode, String description, Map<String, String> tags,
        Map<String, Integer> traffic, Map<String, Integer> mirror) {

    public EndpointSpec {
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
        traffic = Collections.unmodifiableMap(new LinkedHashMap<>(traffic));
        mirror = Collections.unmodifiableMap(new LinkedHashMap<>(mirror));
    }

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
