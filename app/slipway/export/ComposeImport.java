package slipway.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.catalog.SafeYaml;
import slipway.export.Difference.Kind;
import slipway.spec.DeploymentSpec;
import slipway.spec.EndpointSpec;
import slipway.spec.EndpointSpec.AuthMode;

/// Reads a compose file: its services become deployments of one endpoint, what stands in front of them does not. Any
/// thread; reads nothing but the text.
public final class ComposeImport {
    private static final Set<String> PROXIES = Set.of("nginx", "haproxy", "traefik", "envoy", "caddy");
    private static final Set<String> KNOWN = Set.of("version", "name", "services", "x-slipway");
    private static final int LONGEST_NAME = 32;
    private static final int MOST_PERCENT = 100;

    private final List<Difference> notes = new ArrayList<>();
    private final Set<String> names = new LinkedHashSet<>();

    private ComposeImport() {}

    /// The endpoint of `text`, a compose file.
    ///
    /// @param otherwise the endpoint’s name where the file says none
    /// @throws StudioException where it is no YAML, or has no services
    public static Imported read(String text, String otherwise) {
        Map<String, Object> root;
        try {
            root = SafeYaml.map(text);
        } catch (RuntimeException e) {
            String said = String.valueOf(e.getMessage()).strip().lines().findFirst().orElse("");
            throw new StudioException(Problem.of("export.compose-syntax", said).withDetail(e.getMessage()), e);
        }
        return new ComposeImport().endpoint(root, otherwise);
    }

    private Imported endpoint(Map<String, Object> root, String otherwise) {
        Map<String, Object> services = SafeYaml.asMap(root.get("services"));
        if (services.isEmpty()) throw StudioException.of("export.compose-no-services");
        Map<String, Object> own = SafeYaml.asMap(root.get("x-slipway"));
        String said = SafeYaml.text(own.get("endpoint"));
        if (said == null) said = SafeYaml.text(root.get("name"));
        String filled = said == null ? otherwise : ComposeValues.filled(said);
        String name = name(filled == null ? otherwise : filled, new LinkedHashSet<>());
        var deployments = new ArrayList<DeploymentSpec>();
        services.forEach((service, value) -> {
            DeploymentSpec read = deployment(name, service, SafeYaml.asMap(value));
            if (read != null) deployments.add(read);
        });
        if (deployments.isEmpty()) throw StudioException.of("export.compose-no-services");
        root.keySet().stream().filter(key -> !KNOWN.contains(key) && !generated(own, key))
                .forEach(key -> note(Kind.NO_EQUAL, "", key, "export.compose.import-key", key));
        Map<String, Integer> mirrors = percents(own, "mirrors");
        // only the free mode has them
        var extension = mirrors.isEmpty()
                ? EndpointSpec.Extension.NONE
                : new EndpointSpec.Extension(true, mirrors, null, false, null, null, null, null,
                        EndpointSpec.Logs.NONE);
        var endpoint = new EndpointSpec(name, auth(own), "", Map.of(), traffic(own, deployments), percents(own,
                "mirror_traffic"), extension);
        return new Imported(endpoint, deployments, notes);
    }

    /// The keys of the proxies, which our own export names and the gateway has itself.
    private static boolean generated(Map<String, Object> own, String key) {
        return key.equals("secrets") && own.containsKey("endpoint");
    }

    private @Nullable DeploymentSpec deployment(String endpoint, String service, Map<String, Object> values) {
        String image = SafeYaml.text(values.get("image"));
        if (image != null && PROXIES.contains(image.replaceAll(".*/", "").replaceAll("[:@].*", ""))) {
            note(Kind.NO_EQUAL, service, "", "export.compose.import-proxy", service);
            return null;
        }
        String said = SafeYaml.text(SafeYaml.asMap(values.get("x-slipway")).get("deployment"));
        String name = name(said == null ? service : said, names);
        if (said == null && !name.equals(service)) {
            note(Kind.LIMIT, name, "name", "export.compose.import-name", service, name);
        }
        names.add(name);
        return new ComposeDeployment(endpoint, name, service, values, notes).read();
    }

    /// `wanted` as a name of the workspace, another than those that are `taken`.
    private static String name(String wanted, Set<String> taken) {
        String clean = wanted.replaceAll("[^A-Za-z0-9-]+", "-").replaceAll("^[^A-Za-z]+|-+$", "");
        if (clean.length() < 3) clean = "compose-" + clean;
        clean = clean.substring(0, Math.min(clean.length(), LONGEST_NAME)).replaceAll("-+$", "");
        String name = clean;
        for (int i = 2; taken.contains(name); i++)
            name = clean.substring(0, Math.min(clean.length(), LONGEST_NAME - 4)) + "-" + i;
        return name;
    }

    private AuthMode auth(Map<String, Object> own) {
        String said = SafeYaml.text(own.get("auth_mode"));
        for (AuthMode each : AuthMode.values()) {
            if (each.word().equals(said)) return each;
        }
        note(Kind.BY_HAND, "", "auth_mode", "export.compose.import-auth");
        return AuthMode.KEY;
    }

    private Map<String, Integer> traffic(Map<String, Object> own, List<DeploymentSpec> deployments) {
        Map<String, Integer> said = percents(own, "traffic");
        int sum = said.values().stream().mapToInt(Integer::intValue).sum();
        if (!said.isEmpty() && (sum == 0 || sum == MOST_PERCENT)) return said;
        var first = new LinkedHashMap<String, Integer>();
        for (DeploymentSpec each : deployments)
            first.put(each.name(), first.isEmpty() ? MOST_PERCENT : 0);
        if (deployments.size() > 1) {
            note(Kind.BY_HAND, "", "traffic", "export.compose.import-traffic", deployments.getFirst().name());
        }
        return first;
    }

    /// What is said for deployments that are there; others are not carried.
    private Map<String, Integer> percents(Map<String, Object> own, String key) {
        var all = new LinkedHashMap<String, Integer>();
        SafeYaml.asMap(own.get(key)).forEach((name, value) -> {
            if (names.contains(name)) {
                ComposeValues.whole(value, 0).filter(percent -> percent <= MOST_PERCENT)
                        .ifPresent(percent -> all.put(name, percent));
            }
        });
        return all;
    }

    private void note(Kind kind, String deployment, String field, String key, String... args) {
        notes.add(Difference.of(kind, deployment, field, key, args));
    }
}
