package slipway.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import slipway.base.StudioException;
import slipway.base.Text;
import slipway.export.Difference;
import slipway.export.ExportFile;
import slipway.export.ExportTarget;
import slipway.export.ExportTargets;
import slipway.export.Exported;
import slipway.store.ReversibleFiles;

/// `export ENDPOINT --to ID`: an endpoint as another platform’s own files, and what changes there.
@Command(name = "export", mixinStandardHelpOptions = true)
final class ExportCommand extends Action {
    @Parameters(paramLabel = "ENDPOINT")
    private String endpoint = "";

    @Option(names = "--to", paramLabel = "ID", required = true)
    private String to = "";

    @Option(names = "--deployment", paramLabel = "NAME")
    private @Nullable String deployment;

    @Option(names = "--out", paramLabel = "DIR")
    private @Nullable Path out;

    @Option(names = "--force")
    private boolean force;

    @Override
    int run() throws InterruptedException {
        ExportTarget target = ExportTargets.byId(to).orElseThrow(() -> StudioException.of("cli.export-unknown", to,
                String.join(", ", ExportTargets.ALL.stream().map(ExportTarget::id).toList())));
        Exported exported = target.export(app().opener().exportSource(app().workspace(), endpoint, deployment));
        List<Path> saved = save(exported);
        if (app().json()) console().json(document(target, exported));
        else
            print(exported, saved);
        return 0;
    }

    private List<Path> save(Exported exported) throws InterruptedException {
        if (out == null) return List.of();
        var texts = new LinkedHashMap<String, String>();
        exported.files().forEach(file -> texts.put(file.path(), file.text()));
        return ReversibleFiles.write(out, texts, force).files();
    }

    private void print(Exported exported, List<Path> saved) {
        saved.forEach(file -> console().line(file.toString()));
        if (out == null) {
            for (ExportFile file : exported.files())
                console().line("==> " + file.path() + " <==\n" + file.text());
        }
        differences(console(), exported.differences());
    }

    /// A line for each on standard error.
    static void differences(Console console, List<Difference> differences) {
        for (Difference each : differences) {
            String kind = switch (each.kind()) {
                case NO_EQUAL -> Text.of("cli.export.no-equal");
                case LIMIT -> Text.of("cli.export.limit");
                case BY_HAND -> Text.of("cli.export.by-hand");
            };
            console.message(each.deployment().isEmpty()
                    ? Text.of("cli.export.difference", kind, each.text())
                    : Text.of("cli.export.difference-of", kind, each.deployment(), each.text()));
        }
    }

    private Map<String, Object> document(ExportTarget target, Exported exported) {
        var document = new LinkedHashMap<String, Object>();
        document.put("endpoint", endpoint);
        document.put("target", target.id());
        if (out != null) document.put("out", out.toAbsolutePath().normalize().toString());
        var files = new ArrayList<Map<String, Object>>();
        for (ExportFile file : exported.files()) {
            var one = new LinkedHashMap<String, Object>();
            one.put("path", file.path());
            one.put("language", file.language().name().toLowerCase(Locale.ROOT));
            one.put("text", file.text());
            files.add(one);
        }
        document.put("files", files);
        document.put("differences", exported.differences().stream().map(ExportCommand::map).toList());
        return document;
    }

    static Map<String, Object> map(Difference difference) {
        var map = new LinkedHashMap<String, Object>();
        map.put("kind", difference.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        map.put("deployment", difference.deployment());
        map.put("field", difference.field());
        map.put("text", difference.text());
        return map;
    }
}
