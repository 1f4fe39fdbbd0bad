package slipway.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import slipway.contract.Contracts;
import slipway.contract.Profile;

/// What is seeded: for every rule of every profile something that breaks it and nothing else. Data of [SeededDefectsIT]
/// and of `docs/seeded-defects.md`.
final class Seeds {
    /// How a seed comes about.
    enum How {
        /// A defect of the server, told by `defect.env` in its artifact.
        SERVER,
        /// An image of its own: `Dockerfile.NAME`.
        IMAGE,
        /// A defect of the artifact alone, judged without an engine.
        ARTIFACT,
        /// The good image under another name, or at another port.
        LAUNCH,
        /// An image as the engine tells of it, since none of its kind can be made here.
        TOLD
    }

    /// @param rules ids of the rules that it breaks, without the contract
    record Seed(String contract, How how, String name, Map<String, String> values, Set<String> rules) {
        @Override
        public String toString() {
            return contract + " " + name;
        }
    }

    private static final List<String> LIVE = List.of("oci-byoc", "oci-conda", "sagemaker", "mlflow", "azureml",
            "oip-v2", "openai");

    static final List<Seed> ALL = Stream.of(servers(), special(), images(), artifacts()).flatMap(List::stream).toList();

    private Seeds() {}

    /// Defects that break a rule of the same kind wherever a profile has one.
    private static List<Seed> servers() {
        var seeds = new ArrayList<Seed>();
        kind(seeds, "crash-at-start", Map.of(), LIVE, "starts");
        kind(seeds, "other-port", Map.of(), LIVE, "listens");
        kind(seeds, "bind-loopback", Map.of(), without("oci-conda"), "binds-all");
        kind(seeds, "slow-start", Map.of("START_S", "20"), without("oci-conda"), "start-time");
        kind(seeds, "health-204", Map.of(), without("oip-v2"), "live");
        kind(seeds, "health-slow", Map.of(), without("oci-conda"), "probe-time");
        kind(seeds, "health-before-ready", Map.of(), LIVE, "readiness-honest");
        kind(seeds, "predict-404", Map.of(), LIVE, "predict");
        kind(seeds, "predict-slow", Map.of("SLOW_S", "3"), LIVE, "predict-time");
        kind(seeds, "get-predict-200", Map.of(), LIVE, "wrong-method");
        kind(seeds, "malformed-200", Map.of(), LIVE, "malformed");
        kind(seeds, "error-shape", Map.of(), LIVE, "error-shape");
        kind(seeds, "content-type-500", Map.of(), without("mlflow"), "content-type");
        kind(seeds, "large-body-413", Map.of(), LIVE, "large-body");
        kind(seeds, "dev-server", Map.of(), LIVE, "server-kind");
        kind(seeds, "debug-on", Map.of(), LIVE, "debug-off");
        kind(seeds, "slow-client-blocks", Map.of(), LIVE, "slow-client");
        kind(seeds, "concurrent-fail", Map.of(), LIVE, "concurrent");
        kind(seeds, "concurrent-block-health", Map.of(), LIVE, "probe-under-load");
        kind(seeds, "writes-artifact", Map.of(), LIVE, "artifact-read-only");
        kind(seeds, "needs-network", Map.of(), without("sagemaker"), "no-network");
        kind(seeds, "restart-breaks", Map.of(), LIVE, "restart");
        kind(seeds, "sigterm-ignored", Map.of(), LIVE, "stop");
        return seeds;
    }

    /// Defects of one contract, or that break other rules than the others of their kind.
    private static List<Seed> special() {
        return List.of(server("oci-byoc", "predict-redirect", "predict-no-redirect"),
                server("oci-byoc", "slash-redirect", "predict-slash"),
                server("oci-byoc", "predict-500", "predict-post"),
                server("oci-byoc", "health-500", "start-time"), server("oci-byoc", "never-ready", "start-time"),
                server("oci-byoc", "health-redirect", "health-get-200"),
                server("oci-byoc", "malformed-500", "malformed"),
                server("oci-byoc", "large-body-reset", "large-body"),
                server("oci-byoc", "missing-module", "starts"), server("sagemaker", "health-body", "ping-empty"),
                server("sagemaker", "predict-redirect", "invocations-no-redirect"),
                server("sagemaker", "ignores-serve", "starts"),
                server("sagemaker", "ignores-bind-port", "bind-to-port"),
                server("sagemaker", "execution-parameters-bad", "execution-parameters"),
                server("sagemaker", "writes-outside", "writes"), server("sagemaker", "phones-home", "no-calls"),
                server("sagemaker", "needs-network", "no-network", "no-calls"),
                server("sagemaker", "needs-subnet", "no-network"),
                server("mlflow", "form-dataframe_split-fails", "form-dataframe-split"),
                server("mlflow", "form-dataframe_records-fails", "form-dataframe-records"),
                server("mlflow", "form-instances-fails", "form-instances"),
                server("mlflow", "form-inputs-fails", "form-inputs"), server("mlflow", "form-csv-fails", "form-csv"),
                server("mlflow", "predictions-key", "predictions-key"),
                server("mlflow", "two-forms-200", "two-forms"), server("mlflow", "bare-list-200", "bare-list"),
                server("mlflow", "no-form-200", "no-form"),
                server("mlflow", "charset-any", "charset-415"),
                server("mlflow", "content-type-any", "content-type-415"),
                server("azureml", "predict-redirect", "score-no-redirect"),
                server("azureml", "double-encoding", "double-encoding"), server("oip-v2", "live-fails", "live"),
                server("oip-v2", "health-204", "server-ready", "model-ready"),
                server("oip-v2", "server-ready-fails", "server-ready"),
                server("oip-v2", "model-ready-fails", "model-ready"),
                server("oip-v2", "server-metadata-missing", "server-metadata"),
                server("oip-v2", "model-metadata-missing", "model-metadata"),
                server("oip-v2", "metadata-no-inputs", "model-tensors"),
                server("oip-v2", "infer-no-shape", "infer-answer"),
                server("oip-v2", "infer-wrong-datatype", "infer-answer"),
                server("oip-v2", "version-route-missing", "infer-version"),
                server("oip-v2", "any-datatype", "infer-datatype"), server("oip-v2", "id-dropped", "infer-id"),
                server("oip-v2", "unknown-model-200", "unknown-model"),
                server("openai", "models-missing", "models"), server("openai", "no-finish-reason", "chat-answer"),
                server("openai", "no-usage", "chat-usage"), server("openai", "stream-no-done", "chat-stream"),
                server("openai", "stream-content-type", "chat-stream"),
                server("openai", "stream-ignored", "chat-stream"));
    }

    private static List<Seed> images() {
        return List.of(image("oci-byoc", "no-curl", "curl"), image("oci-byoc", "no-command", "command-given"),
                image("oci-byoc", "long-command", "command-bytes"),
                image("oci-byoc", "healthcheck", "healthcheck-replaced"),
                image("oci-byoc", "baked-model", "model-not-baked"),
                image("oci-byoc", "user-cannot-read", "starts"), image("oci-byoc", "shell-keeps-signal", "stop"),
                image("sagemaker", "shell-entrypoint", "serve-command"),
                image("sagemaker", "no-serve", "serve-command"),
                image("sagemaker", "serve-not-executable", "serve-command"), image("sagemaker", "tini", "no-tini"),
                image("sagemaker", "multi-model-label", "multi-model"),
                launch("EXPOSE of another port", Map.of("image", "other-expose", "port", "5000"), "port-exposed"),
                launch("port 800", Map.of("port", "800"), "port-range"),
                launch("port 8446", Map.of("port", "8446"), "port-reserved"),
                launch("another registry", Map.of("tag", "registry.example.com/team/defects:1"), "registry"),
                launch("tagged and never pushed", Map.of("tag", "fra.ocir.io/team/defects:1"), "digest"),
                new Seed("oci-byoc", How.TOLD, "image of 20 GB", Map.of("bytes", "20000000000"), Set.of("image-size")),
                new Seed("oci-byoc", How.TOLD, "image for s390x", Map.of("platform", "linux/s390x"),
                        Set.of("image-platform")));
    }

    private static List<Seed> artifacts() {
        var seeds = new ArrayList<Seed>();
        for (String rule : List.of("score-present", "runtime-present", "runtime-readable", "environment-named",
                "environment-path", "environment-path-form", "environment-type", "python-version-given",
                "python-version", "python-version-quoted", "artifact-version", "functions", "predict-data",
                "predict-defaults", "artifact-folder")) {
            seeds.add(artifact("oci-conda", rule));
        }
        seeds.add(artifact("oci-byoc", "artifact-folder"));
        for (String rule : List.of("serve-executable", "serve-line-ends", "artifact-folder"))
            seeds.add(artifact("sagemaker", rule));
        for (String rule : List.of("signature", "requirements", "requirements-pinned", "channel", "memory"))
            seeds.add(artifact("mlflow", rule));
        for (String rule : List.of("scoring-script", "init-and-run"))
            seeds.add(artifact("azureml", rule));
        return seeds;
    }

    private static Seed server(String contract, String defect, String... rules) {
        return new Seed(contract, How.SERVER, defect, Map.of(), Set.of(rules));
    }

    private static Seed image(String contract, String name, String... rules) {
        return new Seed(contract, How.IMAGE, name, Map.of(), Set.of(rules));
    }

    private static Seed launch(String name, Map<String, String> values, String rule) {
        return new Seed("oci-byoc", How.LAUNCH, name, values, Set.of(rule));
    }

    private static Seed artifact(String contract, String rule) {
        return new Seed(contract, How.ARTIFACT, "artifact: " + rule, Map.of(), Set.of(rule));
    }

    private static void kind(List<Seed> seeds, String defect, Map<String, String> values, List<String> contracts,
            String kind) {
        for (String contract : contracts) {
            var rules = new TreeSet<String>();
            for (Profile.Rule rule : profile(contract).rules())
                if (rule.check().equals(kind)) rules.add(rule.id());
            if (!rules.isEmpty()) seeds.add(new Seed(contract, How.SERVER, defect, values, rules));
        }
    }

    private static List<String> without(String... contracts) {
        return LIVE.stream().filter(each -> !Arrays.asList(contracts).contains(each)).toList();
    }

    static Profile profile(String id) {
        return Contracts.PROFILES.stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
    }
}
