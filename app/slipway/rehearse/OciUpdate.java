package slipway.rehearse;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import slipway.base.Problem;
import slipway.rehearse.FieldChange.Effect;

/// Rehearses an update of an OCI model deployment: what is sent and not null takes the place of what was, whole
/// (A065–A074). One use, one thread; no I/O.
public final class OciUpdate {
    private final ObjectNode details;
    private final ObjectNode envelope;
    private final List<FieldChange> changes = new ArrayList<>();
    private final List<Lint> lints = new ArrayList<>();

    private OciUpdate(OciBlock current) {
        details = current.block() instanceof ObjectNode block
                ? block.deepCopy()
                : JsonNodeFactory.instance.objectNode();
        envelope = current.envelope() == null ? JsonNodeFactory.instance.objectNode() : current.envelope().deepCopy();
        envelope.remove(OciBlock.WAY);
    }

    /// Both may be the environment configuration alone or the details of a whole deployment.
    public static UpdateOutcome rehearse(JsonNode current, JsonNode patch) {
        OciBlock now = OciBlock.in(current);
        OciBlock sent = OciBlock.in(patch);
        var update = new OciUpdate(now);
        update.envelope(sent);
        update.block(sent.block());
        return new UpdateOutcome(update.changes, update.lints,
                JsonText.pretty(now.put(current, update.details, update.envelope)),
                OciRules.commandBytes(update.details), OciRules.environmentBytes(update.details));
    }

    /// `patch` with `port` written out for `field`: the way back to a default (A074).
    public static String withPort(JsonNode patch, String field, int port) {
        JsonNode copy = patch.deepCopy();
        JsonNode block = OciBlock.in(copy).block();
        if (block instanceof ObjectNode fields) fields.put(field, port);
        return JsonText.pretty(copy);
    }

    private void envelope(OciBlock sent) {
        if (sent.envelope() == null) return;
        sent.envelope().properties().stream().filter(each -> !OciBlock.WAY.contains(each.getKey())).forEach(each -> {
            JsonNode before = envelope.get(each.getKey());
            FieldChange change = each.getValue().isNull()
                    ? new FieldChange(each.getKey(), Effect.IGNORED, before, before, List.of())
                    : OciMerge.free(each.getKey(), before, each.getValue(), lints);
            apply(envelope, change);
        });
        if (sent.path().size() < 2) return;
        List<String> beside = sent.envelope().path(sent.path().get(sent.path().size() - 2)).propertyNames().stream()
                .filter(name -> !name.equals(OciBlock.NAME)).toList();
        if (!beside.isEmpty()) lints.add(Lint.warning("", Problem.of("rehearse.beside", String.join(", ", beside))));
    }

    private void block(@Nullable JsonNode sent) {
        ObjectNode patch = sent instanceof ObjectNode fields ? fields : JsonNodeFactory.instance.objectNode();
        if (sent != null && !sent.isNull() && !sent.isObject()) {
            lints.add(Lint.error(OciBlock.NAME, sent.isString() && sent.asString().isEmpty()
                    ? Problem.of("rehearse.empty-string", OciBlock.NAME)
                    : Problem.of("rehearse.wrong-kind", OciBlock.NAME)));
            changes.add(new FieldChange(OciBlock.NAME, Effect.REFUSED, details, details, List.of()));
        }
        ObjectNode before = details.deepCopy();
        for (OciField field : OciField.values()) {
            JsonNode value = before.get(field.key());
            JsonNode next = patch.get(field.key());
            if (value == null && next == null) continue;
            apply(details, OciMerge.of(field, value, next, lints));
        }
        for (String name : patch.propertyNames()) {
            if (OciField.of(name).isPresent()) continue;
            lints.add(Lint.error(name, Problem.of("rehearse.unknown-field", name)));
            changes.add(new FieldChange(name, Effect.REFUSED, before.get(name), before.get(name), List.of()));
        }
        OciRules.judge(before, patch, details, lints);
    }

    private void apply(ObjectNode target, FieldChange change) {
        changes.add(change);
        JsonNode after = change.after();
        if (after != null && !Objects.equals(after, target.get(change.field()))) target.set(change.field(), after);
    }
}
