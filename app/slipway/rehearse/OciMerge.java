package slipway.rehearse;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.IntNode;

import slipway.base.Problem;
import slipway.contract.Contracts;
import slipway.rehearse.FieldChange.Effect;

/// The truth table of OCI's shallow merge, one field at a time. Stateless.
final class OciMerge {
    private OciMerge() {}

    /// `before` null: not set; `sent` null: not in the update.
    static FieldChange of(OciField field, @Nullable JsonNode before, @Nullable JsonNode sent, List<Lint> lints) {
        JsonNode now = field.kind() == OciField.Kind.PORT ? whole(before) : before;
        if (sent == null) return new FieldChange(field.key(), Effect.KEPT, before, now, List.of());
        if (sent.isNull()) return new FieldChange(field.key(), Effect.IGNORED, before, now, List.of());
        return switch (field.kind()) {
            case READ_ONLY -> {
                lints.add(Lint.warning(field.key(), Problem.of("rehearse.read-only", field.key())));
                yield new FieldChange(field.key(), Effect.IGNORED, before, before, List.of());
            }
            case PORT -> port(field.key(), now, sent, lints);
            case MAP -> sent.isObject() ? collection(field.key(), before, sent) : wrong(field, before, sent, lints);
            case LIST -> sent.isArray() && sent.valueStream().allMatch(JsonNode::isString)
                    ? collection(field.key(), before, sent)
                    : wrong(field, before, sent, lints);
            case OBJECTS -> sent.isArray() ? collection(field.key(), before, sent) : wrong(field, before, sent, lints);
            case TYPE, SOURCE, TEXT -> sent.isString() && !sent.asString().isEmpty()
                    ? replaced(field.key(), before, sent, List.of())
                    : wrong(field, before, sent, lints);
        };
    }

    /// A field of the deployment around the block: any value, the same rules (A066).
    static FieldChange free(String name, @Nullable JsonNode before, JsonNode sent, List<Lint> lints) {
        if (sent.isContainer()) return collection(name, before, sent);
        if (sent.isString() && sent.asString().isEmpty()) {
            lints.add(Lint.error(name, Problem.of("rehearse.empty-string", name)));
            return new FieldChange(name, Effect.REFUSED, before, before, List.of());
        }
        return replaced(name, before, sent, List.of());
    }

    private static FieldChange port(String name, @Nullable JsonNode before, JsonNode sent, List<Lint> lints) {
        JsonNode port = whole(sent);
        Problem problem;
        if (port instanceof IntNode number) {
            problem = Contracts.byId("oci-byoc").flatMap(oci -> oci.portProblem(number.intValue())).orElse(null);
            if (problem == null) return replaced(name, before, number, List.of());
        } else {
            boolean clears = (sent.isContainer() && sent.isEmpty()) || (sent.isString() && sent.asString().isEmpty());
            problem = Problem.of(clears ? "rehearse.port-clear" : "rehearse.port-number", name);
        }
        lints.add(Lint.error(name, problem));
        return new FieldChange(name, Effect.REFUSED, before, before, List.of());
    }

    /// OCI’s own samples write ports as texts; its model says numbers.
    private static @Nullable JsonNode whole(@Nullable JsonNode node) {
        return node != null && node.isString() && node.asString().strip().matches("\\d{1,9}")
                ? IntNode.valueOf(Integer.parseInt(node.asString().strip()))
                : node;
    }

    private static FieldChange collection(String name, @Nullable JsonNode before, JsonNode sent) {
        return sent.isEmpty()
                ? new FieldChange(name, Effect.CLEARED, before, sent, lost(before, sent))
                : replaced(name, before, sent, lost(before, sent));
    }

    private static FieldChange replaced(String name, @Nullable JsonNode before, JsonNode sent, List<String> lost) {
        return new FieldChange(name, sent.equals(before) ? Effect.KEPT : Effect.REPLACED, before, sent, lost);
    }

    private static FieldChange wrong(OciField field, @Nullable JsonNode before, JsonNode sent, List<Lint> lints) {
        boolean empty = (sent.isString() && sent.asString().isEmpty()) || (sent.isContainer() && sent.isEmpty());
        String code = empty && field.kind() == OciField.Kind.SOURCE
                ? "rehearse.image-clear"
                : sent.isString() && empty ? "rehearse.empty-string" : "rehearse.wrong-kind";
        lints.add(Lint.error(field.key(), Problem.of(code, field.key())));
        return new FieldChange(field.key(), Effect.REFUSED, before, before, List.of());
    }

    private static List<String> lost(@Nullable JsonNode before, JsonNode sent) {
        if (before == null) return List.of();
        if (before.isObject()) return before.propertyNames().stream().filter(key -> !sent.has(key)).toList();
        var gone = new ArrayList<JsonNode>();
        before.forEach(gone::add);
        sent.forEach(gone::remove);
        return gone.stream().map(node -> node.isString() ? node.asString() : node.toString()).toList();
    }
}
