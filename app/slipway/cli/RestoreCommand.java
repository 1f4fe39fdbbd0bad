package slipway.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import slipway.base.Text;
import slipway.bundle.Backup;
import slipway.bundle.BundleOpening;

/// `restore`: the workspace of a backup in a folder of its own.
@Command(name = "restore", mixinStandardHelpOptions = true)
final class RestoreCommand extends Action {
    @Parameters(index = "0", paramLabel = "FILE", descriptionKey = "FILE")
    private Path file = Path.of("");

    @Parameters(index = "1", paramLabel = "DIR", descriptionKey = "DIR")
    private Path folder = Path.of("");

    @Override
    int run() throws InterruptedException {
        BundleOpening.Opened opened = BundleCommands.resumable(console(), progress -> Backup.restore(file, folder,
                progress));
        BundleCommands.left(console(), opened.manifest());
        if (app().json()) {
            var document = new LinkedHashMap<String, Object>();
            document.put("folder", opened.folder().toString());
            document.put("resumedBytes", opened.resumedBytes());
            document.putAll(BundleCommands.map(opened.manifest()));
            console().json(document);
        } else {
            console().line(Text.of("cli.backup.restored", opened.folder(), opened.manifest().files(), opened.manifest()
                    .created()));
        }
        return 0;
    }
}
