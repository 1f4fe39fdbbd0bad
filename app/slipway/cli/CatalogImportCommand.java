package slipway.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import slipway.base.Tasks;
import slipway.base.Text;
import slipway.base.Units;
import slipway.catalog.ModelImport;
import slipway.spec.Workspace;

/// `catalog import FILE|DIR`: a model, or one packed as zip or tar, becomes part of the workspace.
@Command(name = "import", mixinStandardHelpOptions = true)
final class CatalogImportCommand extends Action {
    @Parameters(paramLabel = "FILE|DIR")
    private Path source = Path.of("");

    @Option(names = "--link")
    private boolean link;

    @Option(names = "--move")
    private boolean move;

    @Option(names = "--into", paramLabel = "ROOT")
    private @Nullable Path into;

    @Override
    int run() throws InterruptedException, IOException {
        if (link && move) throw new CommandLine.ParameterException(spec().commandLine(), Text.of("cli.import.both"));
        ModelImport.How how = link
                ? ModelImport.How.LINK
                : move ? ModelImport.How.MOVE : ModelImport.How.COPY;
        ModelImport.Imported done = imported(how);
        if (app().json()) {
            var document = new LinkedHashMap<String, Object>();
            document.put("path", done.model().path().toString());
            document.put("name", done.model().name());
            document.put("version", done.model().version());
            document.put("format", done.model().format());
            document.put("sha256", done.model().sha256());
            document.put("imported", !done.known());
            document.put("resumedBytes", done.resumedBytes());
            console().json(document);
        } else {
            console().line(Text.of(done.known() ? "cli.import.known" : "cli.import.done", done.model().title(),
                    done.model().format(), Units.bytes(done.model().sizeBytes()), done.model().path()));
            done.model().findings().forEach(finding -> console().message("  " + finding.message()));
        }
        return 0;
    }

    private ModelImport.Imported imported(ModelImport.How how) throws InterruptedException, IOException {
        Path root = root();
        var ended = new AtomicBoolean();
        // Ctrl-C ends the process at once, and what was copied stays
        Tasks.atShutdown("import stopped", () -> {
            if (!ended.get()) console().message(Text.of("cli.import.stopped"));
        });
        try {
            return ModelImport.run(source, root, how, new ProgressLines(console()).progress());
        } finally {
            ended.set(true);
        }
    }

    private Path root() throws InterruptedException, IOException {
        if (into != null) return into;
        try (Tasks tasks = new Tasks(); Workspace workspace = Workspace.open(app().workspace(), tasks)) {
            return workspace.spec().get().importRoot();
        }
    }
}
