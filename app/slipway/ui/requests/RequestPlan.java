package slipway.ui.requests;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import slipway.contract.SampleRequest;
import slipway.deploy.Deployment;
import slipway.requests.Draft;
import slipway.traffic.EndpointView;
import slipway.ui.Examples;

/// What the page needs to make requests for an endpoint: its address and key, whom it may name, and requests that fit
/// the model. Pure; any thread.
///
/// @param target a deployment’s name, empty for the traffic rules
public record RequestPlan(String endpoint, String target, String url, @Nullable String key, String contract,
        List<SampleRequest> examples) {
    /// Names a deployment, as Azure ML has it (A207).
    public static final String NAME_HEADER = "azureml-model-deployment";

    public static RequestPlan of(EndpointView view, String target, List<Deployment> deployments) {
        List<Deployment> own = deployments.stream().filter(each -> each.spec().endpoint().equals(view.name())).toList();
        Optional<Deployment> asked = own.stream().filter(each -> each.spec().name().equals(target)).findFirst()
                .or(() -> own.stream().filter(each -> each.model() != null).findFirst()).or(() -> own.stream()
                        .findFirst());
        String contract = asked.map(Deployment::contract).orElse("");
        return new RequestPlan(view.name(), target, view.url(), view.policy().key(), contract, asked.map(
                Examples::of).orElse(List.of()));
    }

    /// The draft as it is sent: with the key and the deployment’s name where one is asked for.
    public Draft draft(String name, String method, String path, Map<String, String> headers, String body) {
        var all = new LinkedHashMap<>(headers);
        String secret = key;
        if (secret != null && all.keySet().stream().noneMatch("authorization"::equalsIgnoreCase)) {
            all.put("Authorization", "Bearer " + secret);
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

    /// What [#headers] reads, without those the page adds by itself.
    public static String lines(Map<String, String> headers) {
        var lines = new StringBuilder();
        headers.forEach((name, value) -> {
            if (!name.equalsIgnoreCase("authorization") && !name.equalsIgnoreCase(NAME_HEADER)) {
                lines.append(name).append(": ").append(value).append('\n');
            }
        });
        return lines.toString().stripTrailing();
    }

    /// `/invocations?x=1` of an absolute address.
    public static String path(String url) {
        int slash = url.indexOf('/', url.indexOf("//") + 2);
        return slash < 0 ? "/" : url.substring(slash);
    }
}
