package slipway.contract;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/// One platform's contract as data, as of a date: read from `contracts/*.json` by [ProfileReader]. Immutable.
///
/// @param edition       year and month of the rules: `2026-11`
/// @param live          route of the liveness probe; `{model}` stands for the model's name
/// @param predict       routes of a prediction, the usual one first; `{model}` and `{version}` are one segment each
/// @param port          where the server listens, and which ports the platform takes
/// @param modelPath     where the artifact is mounted, read-only
/// @param arguments     what the platform appends to the container's entrypoint
/// @param environment   variables that the platform sets; `${port}`, `${model_path}`, `${endpoint}`, `${deployment}`
///                      stand for the launch's
/// @param predictTime   longest a prediction may take
/// @param maxBodyBytes  largest request body
/// @param stopTime      between SIGTERM and SIGKILL
/// @param payloads      forms of a prediction, the usual one first
/// @param update        how an update is merged, as the platform documents it; empty where it replaces
public record Profile(String id, String title, String edition, String live, String ready, List<String> predict,
        Port port, String modelPath, List<String> arguments, Map<String, String> environment, HealthPolicy health,
        Duration predictTime, long maxBodyBytes, Duration stopTime, List<String> payloads,
        Map<String, String> update, List<Rule> rules) {
    public Profile {
        predict = List.copyOf(predict);
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
        payloads = List.copyOf(payloads);
        update = Map.copyOf(update);
        rules = List.copyOf(rules);
    }

    /// Where a server listens.
    ///
    /// @param free     whether a deployment may say another; else the platform always asks `usual`
    /// @param reserved ports that the platform keeps for itself
    public record Port(int usual, boolean free, int from, int to, Set<Integer> reserved) {
        public Port {
            reserved = Set.copyOf(reserved);
        }
    }

    /// How bad it is when a rule is not kept.
    public enum Severity {
        /// The platform refuses it, or marks it unhealthy.
        FAIL,
        /// A recommendation, or trouble later.
        WARN
    }

    /// One rule: `check` names what is looked at, `values` what it is told beyond the profile's own figures.
    ///
    /// @param id     unique in the profile: `health-get-200`
    /// @param row    of the inventory, null where none says it
    /// @param source the document, with its date
    /// @param asks   what it asks for, null to take the check's own text
    /// @param fix    what to do about it, likewise
    public record Rule(String id, @Nullable String row, String check, Severity severity, String source,
            Map<String, Object> values, @Nullable String asks, @Nullable String fix) {
        public Rule {
            values = Map.copyOf(values);
        }

        Rule with(Map<String, Object> more) {
            return new Rule(id, row, check, severity, source, more, asks, fix);
        }

        /// A text of `values`; `otherwise` where it is not there.
        public String text(String key, String otherwise) {
            return values.get(key) instanceof String text ? text : otherwise;
        }

        public long number(String key, long otherwise) {
            return values.get(key) instanceof Number number ? number.longValue() : otherwise;
        }

        /// A list of texts; empty where it is not there.
        public List<String> texts(String key) {
            return values.get(key) instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
        }
    }

    /// `oci-byoc/health-get-200`
    public String idOf(Rule rule) {
        return id + "/" + rule.id();
    }
}
