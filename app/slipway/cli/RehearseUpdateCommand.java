package slipway.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

import slipway.base.Problem;
import slipway.base.Text;
import slipway.rehearse.FieldChange;
import slipway.rehearse.JsonText;
import slipway.rehearse.Lint;
import slipway.rehearse.OciUpdate;
import slipway.rehearse.UpdateOutcome;
import slipway.store.AtomicFiles;

/// `rehearse update`: what an update of an OCI model deployment would change and lose, before it is sent.
@Command(name = "update", mixinStandardHelpOptions = true)
final class RehearseUpdateCommand extends Action {
    private static final int WIDEST = 48;

    @Option(names = "--current", paramLabel = "FILE", required = true)
    private Path current = Path.of("");

    @Option(names = "--patch", paramLabel = "FILE", required = true)
    private Path patch = Path.of("");

    @Option(names = "--mend")
    private boolean mend;

    @Option(names = "--write", paramLabel = "FILE")
    private @Nullable Path write;

    @Override
    int run() {
        JsonNode before = read(current);
        JsonNode sent = read(patch);
        if (before == null || sent == null) return 1;
        UpdateOutcome outcome = OciUpdate.rehearse(before, sent);
        if (app().json()) {
            console().json(map(outcome));
        } else {
            show(outcome);
        }
        if (outcome.refused()) return 1;
        if (write != null) {
            AtomicFiles.write(write, outcome.result());
            console().message(Text.of("cli.rehearse.written", write));
        }
        return 0;
    }

    /// Null after the mistake and the mend were shown.
    private @Nullable JsonNode read(Path file) {
        return switch (JsonText.read(TextFiles.read(file))) {
            case JsonText.Good good -> good.root();
            case JsonText.Broken broken -> {
                JsonText.Mend mended = broken.mend();
                if (mend && mended != null && JsonText.read(mended.text()) instanceof JsonText.Good good) {
                    console().message(Text.of("cli.rehearse.mended", file));
                    yield good.root();
                }
                broken(file, broken);
                yield null;
            }
        };
    }

    private void broken(Path file, JsonText.Broken broken) {
        JsonText.Mend mended = broken.mend();
        if (app().json()) {
            var map = new LinkedHashMap<String, Object>();
            map.put("file", file.toString());
            map.put("line", broken.line());
            map.put("column", broken.column());
            map.put("message", broken.problem().what());
            map.put("defects", broken.defects().stream().map(each -> each.problem().what()).toList());
            if (mended != null) map.put("mended", mended.text());
            console().json(Map.of("broken", map));
        }
        console().message(file.toString());
        console().problem(broken.problem());
        if (mended == null) return;
        broken.defects().stream().skip(1).forEach(each -> console().message(each.problem().what()));
        if (!app().json()) console().line(mended.diff().stripTrailing());
        console().message(Text.of("cli.rehearse.mend"));
    }

    private void show(UpdateOutcome outcome) {
        var table = new Table(Text.of("cli.rehearse.field"), Text.of("cli.rehearse.effect"),
                Text.of("cli.rehearse.before"), Text.of("cli.rehearse.after"));
        for (FieldChange field : outcome.fields()) {
            table.row(field.field(), field.effect().text(), brief(field.before()), brief(field.after()));
        }
        console().line(table.text());
        outcome.lost().forEach(lost -> console().line(Text.of("cli.rehearse.lost", lost)));
        for (Lint lint : outcome.lints()) {
            Problem problem = lint.problem();
            console().message(switch (lint.severity()) {
                case ERROR -> Text.of("cli.rehearse.error", problem.what());
                case WARNING -> Text.of("cli.rehearse.warning", problem.what());
            });
            console().message("  " + problem.why());
            console().message("  " + problem.fix());
        }
        console().message(outcome.refused()
                ? Text.of("rehearse.update.refused")
                : outcome.changes() ? Text.of("rehearse.update.changes") : Text.of("rehearse.update.nothing"));
    }

    private static String brief(@Nullable JsonNode value) {
        if (value == null) return "–";
        String text = value.isString() ? value.asString() : value.toString();
        return text.length() <= WIDEST ? text : text.substring(0, WIDEST - 1) + "…";
    }

    private static Map<String, Object> map(UpdateOutcome outcome) {
        var map = new LinkedHashMap<String, Object>();
        map.put("verdict", outcome.refused() ? "refused" : outcome.changes() ? "changes" : "no-change");
        map.put("fields", outcome.fields().stream().map(field -> {
            var each = new LinkedHashMap<String, Object>();
            each.put("field", field.field());
            each.put("effect", field.effect().word());
            if (field.before() != null) each.put("before", field.before());
            if (field.after() != null) each.put("after", field.after());
            each.put("lost", field.lost());
            return each;
        }).toList());
        map.put("lints", outcome.lints().stream().map(RehearseUpdateCommand::map).toList());
        map.put("commandBytes", outcome.commandBytes());
        map.put("environmentBytes", outcome.environmentBytes());
        if (JsonText.read(outcome.result()) instanceof JsonText.Good result) map.put("result", result.root());
        return map;
    }

    private static Map<String, String> map(Lint lint) {
        return new java.util.TreeMap<>(Map.of("rule", lint.problem().code().replaceFirst("^.*\\.", ""),
                "severity", lint.severity().name().toLowerCase(Locale.ROOT), "field", lint.field(), "message",
                String.join(" ", List.of(lint.problem().what(), lint.problem().why(), lint.problem().fix()))));
    }
}
