package slipway.requests;

import java.util.List;
import java.util.stream.Collectors;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import slipway.base.StudioException;
import slipway.contract.SampleRequest;
import slipway.contract.ServingContract;
import slipway.contract.Signature;

/// How rows of a file become the body of a request. Any thread.
public sealed interface BatchForm {
    String contentType();

    /// The body of one request.
    ///
    /// @throws StudioException `requestedit.batch-row` where a row does not fit
    String body(String header, List<BatchRows.Row> rows);

    /// The lines as they are, `text/csv` or `application/jsonlines`.
    ///
    /// @param header whether the header line goes with each request
    record Lines(String contentType, boolean header) implements BatchForm {
        @Override
        public String body(String first, List<BatchRows.Row> rows) {
            String lines = rows.stream().map(BatchRows.Row::line).collect(Collectors.joining("\n", "", "\n"));
            return header && !first.isEmpty() ? first + "\n" + lines : lines;
        }
    }

    /// What the contract would send for these values, in the payload form `form` of its examples.
    record Contract(ServingContract contract, Signature signature, String model, String form) implements BatchForm {
        @Override
        public String contentType() {
            return form.startsWith("csv") ? "text/csv" : "application/json";
        }

        @Override
        public String body(String header, List<BatchRows.Row> rows) {
            ObjectNode example = JsonMapper.shared().createObjectNode();
            ArrayNode records = example.putArray("dataframe_records");
            for (BatchRows.Row row : rows) {
                ObjectNode values = row.values();
                if (values == null || signature.inputs().stream().anyMatch(each -> !values.has(each.name()))) {
                    throw StudioException.of("requestedit.batch-row", row.number(), signature.inputs().stream().map(
                            each -> each.name()).collect(Collectors.joining(", ")));
                }
                records.add(values);
            }
            return contract.examples(signature, model, example.toString()).stream().filter(each -> each.form().equals(
                    form)).findFirst().map(SampleRequest::body).orElseThrow(() -> StudioException.of(
                            "requestedit.batch-row", rows.getFirst().number(), form));
        }
    }
}
