package slipway.load;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import slipway.base.Bytes;
import slipway.base.StudioException;
import slipway.contract.Contracts;
import slipway.contract.SampleRequest;
import slipway.contract.ServingContract;
import slipway.contract.Signature;
import slipway.contract.Tensor;

/// How a row of a table becomes a request. A cell that is a JSON number, `true`, `false` or `null` is sent as that;
/// an empty one as null; any other as text.
public sealed interface RowForm {
    /// Where nothing is known of who answers.
    RowForm PLAIN = new Split("input_data");

    /// As the contract of that id has it, for a model with `signature`; [#PLAIN] where it is none of ours.
    static RowForm of(String contract, Signature signature, String model) {
        return Contracts.byId(contract).<RowForm>map(known -> new Contract(known, signature, model)).orElse(PLAIN);
    }

    /// The request of one row.
    LoadRequest request(List<String> columns, List<String> cells);

    /// `{"KEY": {"columns": […], "data": [[…]]}}` under Azure ML’s `input_data` or MLflow’s `dataframe_split`.
    record Split(String key) implements RowForm {
        @Override
        public LoadRequest request(List<String> columns, List<String> cells) {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            ObjectNode table = body.putObject(key);
            columns.forEach(table.putArray("columns")::add);
            ArrayNode row = table.putArray("data").addArray();
            cells.forEach(cell -> row.add(value(cell)));
            return LoadRequest.post("application/json", Bytes.utf8(body.toString()));
        }
    }

    /// `{"KEY": [{"a": 1, "b": 2}]}` under `dataframe_records` or `instances`.
    record Records(String key) implements RowForm {
        @Override
        public LoadRequest request(List<String> columns, List<String> cells) {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            body.putArray(key).add(object(columns, cells));
            return LoadRequest.post("application/json", Bytes.utf8(body.toString()));
        }
    }

    /// A body with `{{column}}` where that column’s value goes, as JSON: text comes with its quotes.
    record Template(String text) implements RowForm {
        @Override
        public LoadRequest request(List<String> columns, List<String> cells) {
            String body = text;
            for (int i = 0; i < columns.size(); i++)
                body = body.replace("{{" + columns.get(i) + "}}", value(cells.get(i)).toString());
            int open = body.indexOf("{{");
            int close = body.indexOf("}}", open + 2);
            if (open >= 0 && close > 0 && body.substring(open + 2, close).matches("[\\w .-]+")) {
                throw StudioException.of("load.template-column", body.substring(open + 2, close));
            }
            return LoadRequest.post("application/json", Bytes.utf8(body));
        }
    }

    /// What the contract would send for these values: types from the signature, the contract’s usual payload form. Where the
    /// model has one tensor the cells are its row; where its signature is not known the row says what there is.
    record Contract(ServingContract contract, Signature signature, String model) implements RowForm {
        @Override
        public LoadRequest request(List<String> columns, List<String> cells) {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            boolean known = !signature.inputs().isEmpty();
            if (known && isOneTensor(columns)) {
                ArrayNode row = body.putArray("instances").addArray();
                cells.forEach(cell -> row.add(value(cell)));
            } else {
                body.putArray("dataframe_records").add(object(columns, cells));
                for (var input : signature.inputs()) {
                    if (!columns.contains(input.name())) throw StudioException.of("load.row-column", input.name());
                }
            }
            List<SampleRequest> examples = contract.examples(known ? signature : seen(columns, cells), model,
                    body.toString());
            if (examples.isEmpty()) throw StudioException.of("load.row-form", contract.title());
            SampleRequest first = examples.getFirst();
            return LoadRequest.post(first.contentType(), Bytes.utf8(first.body()));
        }

        private boolean isOneTensor(List<String> columns) {
            return !signature.tabular() && signature.inputs().size() == 1
                    && !columns.contains(signature.inputs().getFirst().name());
        }

        private static Signature seen(List<String> columns, List<String> cells) {
            var inputs = new ArrayList<Tensor>();
            for (int i = 0; i < columns.size(); i++) {
                JsonNode cell = value(cells.get(i));
                inputs.add(
                        new Tensor(columns.get(i), cell.isNumber() ? "float64" : cell.isBoolean() ? "bool" : "string",
                                List.of(-1)));
            }
            return new Signature(inputs, List.of(), true);
        }
    }

    private static ObjectNode object(List<String> columns, List<String> cells) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < columns.size(); i++)
            row.set(columns.get(i), value(cells.get(i)));
        return row;
    }

    private static JsonNode value(@Nullable String cell) {
        if (cell == null || cell.isEmpty()) return JsonNodeFactory.instance.nullNode();
        boolean plain = cell.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?|true|false|null");
        return plain ? JsonMapper.shared().readTree(cell) : JsonNodeFactory.instance.stringNode(cell);
    }
}
