package slipway.ui.requests;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import slipway.base.SecretHeaders;
import slipway.contract.SampleRequest;
import slipway.deploy.Deployment;
import slipway.requests.Draft;
import slipway.requests.TwoTargets;
import slipway.requests.Variables;
import slipway.traffic.EndpointView;
import slipway.ui.Examples;

/// What the page needs to make requests for an endpoint: its address and key, whom it may name, and requests that fit
/// the model. Pure; any thread.
///
/// @param target a deployment’s name, empty for the traffic rules
/// @param form   what the model takes, null where nobody knows
record RequestPlan(String endpoint, String target, String url, @Nullable String key, String contract,
        List<SampleRequest> examples, @Nullable ModelForm form) {
    /// Names a deployment, as Azure ML has it (A207).
    public static final String NAME_HEADER = TwoTargets.NAME_HEADER;
    private static final String OWN_KEY = "Bearer {{key}}";

    public static RequestPlan of(EndpointView view, String target, List<Deployment> deployments) {
        List<Deployment> own = deployments.stream().filter(each -> each.spec().endpoint().equals(view.name())).toList();
        Optional<Deployment> asked = own.stream().filter(each -> each.spec().name().equals(target)).findFirst()
                .or(() -> own.stream().filter(each -> each.model() != null).findFirst()).or(() -> own.stream()
                        .findFirst());
        String contract = asked.map(Deployment::contract).orElse("");
        return new RequestPlan(view.name(), target, view.url(), view.policy().key(), contract, asked.map(
                Examples::of).orElse(List.of()), asked.map(RequestPlan::form).orElse(null));
    }

    private static @Nullable ModelForm form(Deployment deployment) {
        var model = deployment.model();
        return model == null
                ? null
                : new ModelForm(model.signature(), model.name(), deployment.contract(), model.inputExample());
    }

    /// What every request to this endpoint may use: `{{endpoint}}` and `{{key}}`.
    Variables variables(Variables others) {
        String secret = key;
        return secret == null
                ? others.with(Map.of("endpoint", url), Set.of())
                : others.with(Map.of("endpoint", url, "key", secret), Set.of("key"));
    }

    /// As it is kept in a file: with the names of address and key in their place.
    Draft kept(Draft draft) {
        var headers = new LinkedHashMap<String, String>();
        String secret = key;
        draft.headers().forEach((name, value) -> headers.put(name, secret == null
                ? value
                : value.replace(secret, "{{key}}")));
        String address = draft.url().startsWith(url)
                ? "{{endpoint}}" + draft.url().substring(url.length())
                : draft.url();
        return new Draft(draft.name(), draft.method(), address, headers, draft.body());
    }

    /// The draft as it is written: with `{{key}}` and the deployment’s name where one is asked for.
    public Draft draft(String name, String method, String path, Map<String, String> headers, String body) {
        var all = new LinkedHashMap<>(headers);
        if (key != null && all.keySet().stream().noneMatch("authorization"::equalsIgnoreCase)) {
            all.put("Authorization", OWN_KEY);
        }
        if (!target.isEmpty()) all.put(NAME_HEADER, target);
        return new Draft(name, method, url + (path.startsWith("/") ? path : "/" + path), all, body);
    }

    /// The command-line twin; the body is expected in `request.json`.
    public String command(String contentType) {
        String file = contentType.contains("csv") ? "request.csv" : "request.json";
        return "slipway invoke " + endpoint + (target.isEmpty() ? "" : " --deployment " + target) + " --request-file "
                + file + (contentType.isEmpty() ? "" : " --content-type " + contentType);
    }

    /// `Name: value` lines; lines without a colon are left out.
    public static Map<String, String> headers(String lines) {
        var headers = new LinkedHashMap<String, String>();
        lines.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) headers.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
        });
        return headers;
    }

    /// What [#headers] reads, without those the page adds by itself and without [#lost].
    public static String lines(Map<String, String> headers) {
        var lines = new StringBuilder();
        headers.forEach((name, value) -> {
            boolean own = value.equals(OWN_KEY) || name.equalsIgnoreCase(NAME_HEADER);
            if (!own && !SecretHeaders.isMasked(value)) lines.append(name).append(": ").append(value).append('\n');
        });
        return lines.toString().stripTrailing();
    }

    /// The deployment that the draft names; empty where the traffic rules choose.
    public static String target(Draft draft) {
        return draft.headers().entrySet().stream().filter(each -> each.getKey().equalsIgnoreCase(NAME_HEADER)).map(
                Map.Entry::getValue).findFirst().orElse("");
    }

    /// Names of headers whose secret was not kept, but for the one that the endpoint’s key takes the place of.
    public static List<String> lost(Map<String, String> headers) {
        return headers.keySet().stream().filter(name -> !name.equalsIgnoreCase("authorization")
                && SecretHeaders.isMasked(headers.getOrDefault(name, ""))).sorted().toList();
    }

    /// `/invocations?x=1` of an absolute address.
    public static String path(String url) {
        int slash = url.indexOf('/', url.indexOf("//") + 2);
        return slash < 0 ? "/" : url.substring(slash);
    }
}
