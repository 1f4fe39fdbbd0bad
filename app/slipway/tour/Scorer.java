package slipway.tour;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.catalog.Model;
import slipway.contract.Contracts;
import slipway.contract.ServingContract;
import slipway.contract.Tensor;
import slipway.deploy.Deployment;
import slipway.requests.Draft;
import slipway.requests.Exchange;
import slipway.requests.Sender;
import slipway.traffic.EndpointView;

/// Scores a deployed model on its held-out rows, asked through the gateway like any client would.
final class Scorer {
    private final Sender sender;

    Scorer(Sender sender) {
        this.sender = sender;
    }

    /// The first metric of the model's card that we can compute, beside the same figure from served predictions.
    Report.ModelScore score(EndpointView endpoint, Deployment deployment, Model model) throws InterruptedException {
        HeldOut rows = HeldOut.read(java.util.Objects.requireNonNull(model.path().getParent()).resolve("held-out.csv"));
        double[] predicted = predictions(ask(endpoint, deployment, model, body(model, rows)), rows.rows());
        for (Map.Entry<String, Double> metric : model.metrics().entrySet()) {
            double served = switch (metric.getKey()) {
                case "accuracy" -> rows.accuracy(predicted);
                case "r2" -> rows.r2(predicted);
                case "mae" -> rows.mae(predicted);
                default -> Double.NaN;
            };
            if (Double.isNaN(served)) continue;
            return new Report.ModelScore(model.name(), String.valueOf(model.version()), metric.getKey(),
                    metric.getValue(), Math.round(served * 10_000) / 10_000.0, rows.rows());
        }
        throw StudioException.of("tour.no-metric", model.title());
    }

    private String ask(EndpointView endpoint, Deployment deployment, Model model, String body)
            throws InterruptedException {
        ServingContract contract = Contracts.byId(deployment.contract()).orElseThrow();
        Map<String, String> headers = headers(endpoint);
        headers.put("azureml-model-deployment", deployment.spec().name());
        Exchange answer = sender.send(endpoint.name(),
                new Draft("score", "POST", endpoint.url() + contract.predictPath(model.name()), headers, body));
        Problem problem = answer.problem();
        if (problem != null) throw new StudioException(problem);
        if (answer.status() != 200 || !answer.servedBy().equals(deployment.spec().name())) {
            throw StudioException.of("tour.not-served", deployment.id(), answer.status(), answer.body().text());
        }
        return answer.body().text();
    }

    static Map<String, String> headers(EndpointView endpoint) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "application/json");
        String key = endpoint.policy().key();
        if (key != null) headers.put("Authorization", "Bearer " + key);
        return headers;
    }

    /// MLflow's form that fits the signature; all our sample contracts take it.
    static String body(Model model, HeldOut rows) {
        if (model.signature().tabular()) {
            return JsonMapper.shared().writeValueAsString(
                    Map.of("dataframe_split", Map.of("columns", rows.columns(), "data", rows.features())));
        }
        Tensor input = model.signature().inputs().getFirst();
        List<Object> instances = new ArrayList<>();
        rows.features().forEach(row -> instances.add(shaped(row, input.shape())));
        return JsonMapper.shared().writeValueAsString(Map.of("instances", instances));
    }

    /// A flat row as nested lists of the tensor's shape without its first dimension.
    private static Object shaped(double[] row, List<Object> shape) {
        if (shape.size() <= 2) return row;
        int inner = ((Number) shape.getLast()).intValue();
        var lines = new ArrayList<double[]>();
        for (int at = 0; at < row.length; at += inner) {
            lines.add(java.util.Arrays.copyOfRange(row, at, at + inner));
        }
        return lines;
    }

    /// Labels or values out of an answer: a list under `predictions`, of numbers or of objects with a `label`.
    static double[] predictions(String answer, int rows) {
        JsonNode list = JsonMapper.shared().readTree(answer).path("predictions");
        if (list.size() != rows) throw StudioException.of("tour.answer-shape", answer);
        double[] values = new double[rows];
        for (int i = 0; i < rows; i++) {
            JsonNode one = list.get(i);
            values[i] = one.isObject() ? one.path("label").asDouble() : one.asDouble();
        }
        return values;
    }
}
