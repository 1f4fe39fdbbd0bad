package slipway.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import slipway.base.StudioException;
import slipway.spec.Workspace;

/// `endpoint update NAME …`: changes what the endpoint's file says; a running studio follows it.
@Command(name = "update", mixinStandardHelpOptions = true)
final class EndpointUpdateCommand extends EndpointCommands.OnWorkspace {
    @Parameters(paramLabel = "NAME")
    private String name = "";

    @Option(names = "--traffic", paramLabel = "SPLIT")
    private @Nullable String traffic;

    @Option(names = "--mirror-traffic", paramLabel = "SPLIT")
    private @Nullable String mirror;

    @Option(names = "--auth-mode", paramLabel = "MODE")
    private @Nullable String authMode;

    @Option(names = "--mode", paramLabel = "MODE")
    private @Nullable String mode;

    @Option(names = "--mirrors", paramLabel = "SPLIT")
    private @Nullable String mirrors;

    @Option(names = "--twin", paramLabel = "DEPLOYMENT")
    private @Nullable String twin;

    @Option(names = "--random", negatable = true)
    private @Nullable Boolean random;

    @Option(names = "--sticky-header", paramLabel = "HEADER")
    private @Nullable String stickyHeader;

    @Option(names = "--sticky-cookie", paramLabel = "COOKIE")
    private @Nullable String stickyCookie;

    @Option(names = "--no-sticky")
    private boolean notSticky;

    @Option(names = "--bandwidth-mbps", paramLabel = "N")
    private @Nullable Integer bandwidth;

    @Option(names = "--max-body-mb", paramLabel = "N")
    private @Nullable Integer body;

    @Option(names = "--access-log", negatable = true)
    private @Nullable Boolean accessLog;

    @Option(names = "--predict-log", negatable = true)
    private @Nullable Boolean predictLog;

    @Option(names = "--predict-bodies")
    private boolean predictBodies;

    @Override
    int run(Workspace workspace) {
        folder(workspace, name);
        Map<List<String>, @Nullable String> extension = extension();
        if (traffic == null && mirror == null && authMode == null && extension.isEmpty()) {
            throw StudioException.of("cli.nothing-to-do");
        }
        if (!extension.isEmpty()) workspace.setExtension(name, extension);
        if (traffic != null && mirror != null) {
            workspace.setSplit(name, Splits.parse(traffic), copies(mirror));
        } else if (traffic != null) {
            workspace.setTraffic(name, Splits.parse(traffic));
        } else if (mirror != null) {
            workspace.setMirror(name, copies(mirror));
        }
        if (authMode != null) workspace.setAuthMode(name, EndpointCommands.authMode(authMode));
        show(folder(workspace, name));
        return 0;
    }

    /// No text is no mirror.
    private static Map<String, Integer> copies(String text) {
        return text.isBlank() ? Map.of() : Splits.parse(text);
    }

    private Map<List<String>, @Nullable String> extension() {
        var values = new LinkedHashMap<List<String>, @Nullable String>();
        if (mode != null) values.put(List.of("traffic", "mode"), mode);
        if (mirrors != null)
            values.put(List.of("traffic", "mirrors"), mirrors.isBlank() ? null : flow(Splits.parse(mirrors)));
        if (twin != null) values.put(List.of("traffic", "twin"), twin.isBlank() ? null : "\"" + plain(twin) + "\"");
        if (random != null) values.put(List.of("traffic", "random"), random ? "true" : null);
        if (stickyHeader != null) values.put(List.of("traffic", "sticky"), "{header: \"" + plain(stickyHeader) + "\"}");
        else if (stickyCookie != null)
            values.put(List.of("traffic", "sticky"), "{cookie: \"" + plain(stickyCookie) + "\"}");
        else if (notSticky) values.put(List.of("traffic", "sticky"), null);
        if (bandwidth != null) values.put(List.of("bandwidth_mbps"), bandwidth == 0 ? null : bandwidth.toString());
        if (body != null) values.put(List.of("max_body_mb"), body == 0 ? null : body.toString());
        if (accessLog != null) values.put(List.of("access_log"), accessLog ? "true" : null);
        if (predictBodies) values.put(List.of("predict_log"), "{bodies: true}");
        else if (predictLog != null) values.put(List.of("predict_log"), predictLog ? "true" : null);
        return values;
    }

    /// Inside quotes in YAML.
    private static String plain(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static String flow(Map<String, Integer> split) {
        return "{" + String.join(", ", split.entrySet().stream().filter(entry -> entry.getValue() != 0)
                .map(entry -> entry.getKey() + ": " + entry.getValue()).toList()) + "}";
    }
}
