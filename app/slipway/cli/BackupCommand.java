package slipway.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import slipway.base.Tasks;
import slipway.base.Text;
import slipway.base.Units;
import slipway.bundle.Backup;
import slipway.bundle.BundleWriter;

/// `backup`: the workspace with its state as one file, whether a studio drives it or not.
@Command(name = "backup", mixinStandardHelpOptions = true)
final class BackupCommand extends Action {
    @Parameters(paramLabel = "FILE", descriptionKey = "FILE")
    private Path file = Path.of("");

    @Option(names = "--no-models")
    private boolean noModels;

    @Override
    int run() throws InterruptedException {
        try (var tasks = new Tasks()) {
            BundleWriter.Written written = BundleCommands.resumable(console(), progress -> Backup.write(app().opener()
                    .bundling(tasks, app().workspace(), null), !noModels, file, progress));
            BundleCommands.left(console(), written.manifest());
            if (app().json()) {
                var document = new LinkedHashMap<String, Object>();
                document.put("file", written.file().toString());
                document.put("sizeBytes", written.sizeBytes());
                document.put("resumedBytes", written.resumedBytes());
                document.putAll(BundleCommands.map(written.manifest()));
                console().json(document);
            } else {
                console().line(Text.of("cli.backup.written", written.file(), Units.bytes(written.sizeBytes()), written
                        .manifest().files()));
            }
        }
        return 0;
    }
}
