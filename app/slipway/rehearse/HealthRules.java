package slipway.rehearse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import slipway.base.StudioException;
import slipway.base.Text;
import slipway.contract.Contracts;
import slipway.contract.HealthPolicy;
import slipway.contract.ServingContract;

/// By which clock one platform probes a container, and when it gives it up. Immutable.
public record HealthRules(String id, String title, HealthPolicy policy, Style style) {
    /// How the numbers of a policy are meant.
    public enum Style {
        /// OCI’s service: no probe before the start period ends, each failure counts, the pause begins at the answer.
        INJECTED,
        /// Docker itself: probes from the start, failures in the start period do not count, the first success ends it;
        /// the pause begins at the answer, and a container that fails is marked and goes on.
        DOCKER,
        /// Kubernetes: no probe before the delay, each failure counts, one probe every period.
        KUBELET,
        /// Failures count after the first success only; without one the start limit ends it.
        PATIENT
    }

    public static final String OCI_LOCAL = "oci-local";
    public static final String KUBERNETES = "kubernetes";
    /// What Docker asks at in the start period (since version 25).
    static final Duration DOCKER_START_INTERVAL = Duration.ofSeconds(5);
    private static final Duration NONE = Duration.ZERO;
    private static final Pattern OWN = Pattern.compile("[^,/\\s]+(?:[,/]\\s*[^,/\\s]+){4}");

    /// The contracts’ policies and what has none: OCI’s local command (A044) and the defaults of Kubernetes.
    public static List<HealthRules> all() {
        var all = new ArrayList<HealthRules>();
        for (ServingContract contract : Contracts.ALL) {
            all.add(of(contract));
            if (contract.id().equals("oci-byoc")) all.add(ociLocal(contract.health()));
        }
        all.add(new HealthRules(KUBERNETES, "Kubernetes", new HealthPolicy(NONE, Duration.ofSeconds(10),
                Duration.ofSeconds(1), 3, NONE), Style.KUBELET));
        return List.copyOf(all);
    }

    /// The rules of `ids`, in their order.
    public static List<HealthRules> byIds(List<String> ids) {
        List<HealthRules> all = all();
        return ids.stream().map(id -> all.stream().filter(rules -> rules.id.equals(id)).findFirst()
                .orElseThrow(() -> StudioException.of("rehearse.platform", id,
                        String.join(", ", all.stream().map(HealthRules::id).toList()))))
                .toList();
    }

    /// A person’s own: start period, interval, timeout, retries and start limit, as `10m/30s/3s/3/10m` (A040).
    public static HealthRules own(String text) {
        String[] parts = text.strip().split("[,/]", -1);
        if (!OWN.matcher(text.strip()).matches() || !parts[3].strip().matches("[1-9]\\d{0,3}")) {
            throw StudioException.of("rehearse.policy", text);
        }
        var policy = new HealthPolicy(Trace.time(parts[0], text), Trace.time(parts[1], text),
                Trace.time(parts[2], text), Integer.parseInt(parts[3].strip()), Trace.time(parts[4], text));
        if (policy.interval().isZero() || policy.timeout().isZero()) throw StudioException.of("rehearse.policy", text);
        return new HealthRules("own", Text.of("rehearse.own"), policy, Style.INJECTED);
    }

    private static HealthRules of(ServingContract contract) {
        Style style = contract.id().startsWith("oci")
                ? Style.INJECTED
                : contract.health().startPeriod().isPositive() ? Style.KUBELET : Style.PATIENT;
        return new HealthRules(contract.id(), contract.title(), contract.health(), style);
    }

    private static HealthRules ociLocal(HealthPolicy cloud) {
        return new HealthRules(OCI_LOCAL, Text.of("rehearse.oci-local"), new HealthPolicy(Duration.ofMinutes(1),
                cloud.interval(), cloud.timeout(), cloud.retries(), NONE), Style.DOCKER);
    }

    /// By when it must have become healthy, where the platform says so.
    Optional<Duration> startLimit() {
        return policy.startLimit().isZero() || style == Style.KUBELET
                ? Optional.empty()
                : Optional.of(policy.startLimit());
    }

    /// What to know about these numbers.
    public String note() {
        return switch (style) {
            case INJECTED -> Text.of("rehearse.note-injected");
            case DOCKER -> Text.of("rehearse.note-docker");
            case KUBELET -> Text.of("rehearse.note-kubelet");
            case PATIENT -> id.equals("sagemaker")
                    ? Text.of("rehearse.note-sagemaker")
                    : Text.of("rehearse.note-patient");
        };
    }
}
