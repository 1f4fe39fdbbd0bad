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
    private static final int MOST_PERCENT = 100;

    private final List<Difference> notes = new ArrayList<>();
    private final Set<String> names = new LinkedHashSet<>();

    private ComposeImport() {}

    /// The endpoint of `text`, a compose file.
    ///
    /// @param otherwise the endpoint’s name where the file says none
    /// @throws StudioException where it is no YAML, or has no services
    public static Imported read(String text, String otherwise) {
        return new ComposeImport().endpoint(root(text), otherwise);
    }

    private static Map<String, Object> root(String text) {
        try {
            return SafeYaml.pasted(text);
        } catch (StudioException e) {
            // what is YAML and not read all the same is said as it is
            if (!e.problem().code().equals("catalog.yaml-broken")) throw e;
            String all = e.getCause() == null ? "" : String.valueOf(e.getCause().getMessage());
            throw new StudioException(Problem.of("export.compose-syntax", all.strip().lines().findFirst().orElse(""))
                    .withDetail(all), e);
        }
    }

    private Imported endpoint(Map<String, Object> root, String otherwise) {
        Map<String, Object> services = SafeYaml.asMap(root.get("services"));
        if (services.isEmpty()) throw StudioException.of("export.compose-no-services");
        Map<String, Object> own = SafeYaml.asMap(root.get("x-slipway"));
        String said = SafeYaml.text(own.get("endpoint"));
        if (said == null) said = SafeYaml.text(root.get("name"));
        String filled = said == null ? otherwise : ComposeValues.filled(said);
        String name = ImportFields.name(filled == null ? otherwise : filled, Set.of());
        var deployments = new ArrayList<DeploymentSpec>();
        services.forEach((service, value) -> {
            DeploymentSpec read = deployment(name, service, SafeYaml.asMap(value));
            if (read != null) deployments.add(read);
        });
        if (deployments.isEmpty()) throw StudioException.of("export.compose-no-services");
        root.keySet().stream().filter(key -> !KNOWN.contains(key) && !generated(own, key))
                .forEach(key -> note(Kind.NO_EQUAL, "", key, "export.import.key", key));
        return new Imported(endpoint(name, own, deployments), deployments, notes);
    }

    private EndpointSpec endpoint(String name, Map<String, Object> own, List<DeploymentSpec> deployments) {
        String said = SafeYaml.text(own.get("description"));
        var tags = new LinkedHashMap<String, String>();
        SafeYaml.asMap(own.get("tags")).forEach((key, value) -> tags.put(key, String.valueOf(value)));
        AuthMode auth = auth(own);
        Map<String, Integer> mirrors = percents(own, "mirrors");
        EndpointSpec split = ImportedSplit.endpoint(name, said == null ? "" : said, tags, traffic(own, deployments),
                mirrors.isEmpty() ? percents(own, "mirror_traffic") : mirrors);
        Integer body = ComposeValues.whole(own.get("max_body_mb"), 1).orElse(null);
        boolean random = "true".equals(SafeYaml.text(own.get("random")));
        boolean access = "true".equals(SafeYaml.text(own.get("access_log")));
        var extension = split.slipway();
        return new EndpointSpec(name, auth, split.description(), tags, split.traffic(), split.mirror(),
                new EndpointSpec.Extension(extension.free(), extension.mirrors(), null, random, null, null, null, body,
                        new EndpointSpec.Logs(access, false, false)));
    }

    /// What our own export says for the proxies and around them, which the gateway has itself.
    private static boolean generated(Map<String, Object> own, String key) {
        return Set.of("secrets", "configs", "networks").contains(key) && own.containsKey("endpoint");
    }

    private @Nullable DeploymentSpec deployment(String endpoint, String service, Map<String, Object> values) {
        String image = SafeYaml.text(values.get("image"));
        if (image != null && PROXIES.contains(image.replaceAll(".*/", "").replaceAll("[:@].*", ""))) {
            note(Kind.NO_EQUAL, service, "", "export.import.proxy", service);
            return null;
        }
        String said = SafeYaml.text(SafeYaml.asMap(values.get("x-slipway")).get("deployment"));
        String name = ImportFields.name(said == null ? service : said, names);
        if (said == null && !name.equals(service)) {
            note(Kind.LIMIT, name, "name", "export.import.name", service, name);
        }
        names.add(name);
        return new ComposeDeployment(endpoint, name, service, values, notes).read();
    }

    private AuthMode auth(Map<String, Object> own) {
        String said = SafeYaml.text(own.get("auth_mode"));
        for (AuthMode each : AuthMode.values()) {
            if (each.word().equals(said)) return each;
        }
        note(Kind.BY_HAND, "", "auth_mode", "export.import.auth");
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
            note(Kind.BY_HAND, "", "traffic", "export.import.traffic", deployments.getFirst().name());
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
