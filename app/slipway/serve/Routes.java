package slipway.serve;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import slipway.contract.Contracts;
import slipway.contract.ServingContract;

/// Which route belongs to which contract, and what each answers. Any thread; the model arrives once, when it is ready.
final class Routes {
    private static final Set<String> PROBES = Set.of("/health", "/ping", "/");
    private static final int AZURE_ID_LIMIT = 100;

    private final String own;
    private volatile @Nullable ServedModel model;

    /// @param own the contract that decides where two share a route
    Routes(String own) {
        this.own = own;
    }

    void ready(ServedModel loaded) {
        model = loaded;
    }

    static boolean isProbe(String path) {
        return PROBES.contains(path) || path.startsWith("/v2/health/") || path.endsWith("/ready");
    }

    /// The contract whose error shape answers `path`.
    String contractOf(String path) {
        if (path.equals("/invocations") || path.equals("/ping")) return own.equals("mlflow") ? own : "sagemaker";
        if (path.equals("/score")) return "azureml";
        if (path.equals("/predict")) return "oci-byoc";
        return path.equals("/v2") || path.startsWith("/v2/") ? "oip-v2" : own;
    }

    Reply answer(Call call) throws IOException {
        String contract = contractOf(call.path);
        if (contract.equals("oip-v2")) return new OipRoutes(model, limit(contract)).answer(call);
        return switch (call.path) {
            case "/health" -> get(call, own.equals("mlflow") ? "\n" : "{\"status\":\"success\"}", Reply.JSON);
            case "/ping" -> get(call, own.equals("mlflow") ? "\n" : "", Reply.JSON);
            case "/" -> get(call, "Healthy", "text/html; charset=utf-8");
            case "/predict", "/invocations", "/score" -> predict(call, contract);
            default -> throw new Refusal(404, "ENDPOINT_NOT_FOUND", "There is nothing at " + call.path + ".");
        };
    }

    private Reply get(Call call, String body, String type) {
        only("GET", call);
        loaded();
        return body.isEmpty() ? Reply.empty() : Reply.ok(type, body);
    }

    private Reply predict(Call call, String contract) throws IOException {
        only("POST", call);
        if (contract.equals("azureml")) checkIds(call);
        ServedModel served = loaded();
        byte[] body = call.body(limit(contract));
        long start = System.nanoTime();
        var forms = new Forms(served, contract);
        boolean csv = isCsv(call, contract);
        List<TensorValue> feeds = csv
                ? forms.csv(body, contract.equals("mlflow"))
                : forms.json(Json.read(body, 0, body.length));
        List<TensorValue> outputs = served.run(feeds);
        String accept = call.header("Accept");
        Reply reply = contract.equals("sagemaker") && accept != null && accept.startsWith("text/csv")
                ? Reply.ok("text/csv", Answers.csv(outputs))
                : Reply.ok(Reply.JSON, Answers.predictions(outputs));
        if (contract.equals("azureml")) azureHeaders(call, reply, System.nanoTime() - start);
        return reply;
    }

    private static boolean isCsv(Call call, String contract) {
        String type = call.mediaType();
        boolean mlflow = contract.equals("mlflow");
        if (type.equals("text/csv") && call.plainUtf8()) return true;
        boolean json = type.equals("application/json") && (call.plainUtf8() || !mlflow);
        // Azure hands any body to the scoring code; curl -d says form data where nothing was said
        if (json || contract.equals("azureml") || (type.isEmpty() && !mlflow)) return false;
        throw new Refusal(415, "BAD_REQUEST", "This predictor takes application/json and text/csv in UTF-8, not "
                + (type.isEmpty() ? "a body without a content type" : call.header("Content-Type")) + ".");
    }

    private static void azureHeaders(Call call, Reply reply, long nanos) {
        reply.with("x-ms-run-function-failed", "false").with("x-ms-run-fn-exec-ms", AccessLog.millis(nanos));
        String client = call.header("x-ms-client-request-id");
        if (client != null) reply.with("x-ms-client-request-id", client);
    }

    private static void checkIds(Call call) {
        for (String name : List.of("x-request-id", "x-ms-request-id", "x-ms-client-request-id")) {
            String value = call.header(name);
            if (value != null && value.length() > AZURE_ID_LIMIT) {
                throw new Refusal(431, "BAD_REQUEST", name + " must not exceed " + AZURE_ID_LIMIT + " characters.");
            }
        }
    }

    private ServedModel loaded() {
        ServedModel served = model;
        if (served == null) throw new Refusal(503, "TEMPORARILY_UNAVAILABLE", "The model is not ready.");
        return served;
    }

    static void only(String method, Call call) {
        if (!call.method.toUpperCase(Locale.ROOT).equals(method)) {
            throw new Refusal(405, "BAD_REQUEST", call.path + " takes " + method + ", not " + call.method + ".");
        }
    }

    private static long limit(String contract) {
        return Contracts.byId(contract).map(ServingContract::maxBodyBytes).orElseThrow();
    }
}
