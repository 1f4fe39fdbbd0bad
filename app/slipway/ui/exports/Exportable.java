package slipway.ui.exports;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import slipway.base.Twin;
import slipway.export.ExportTarget;

/// What a window exports: an endpoint, or one deployment of it (else null). Immutable.
record Exportable(String endpoint, @Nullable String deployment) {
    /// `iris` or `iris/blue`.
    String title() {
        return deployment == null ? endpoint : endpoint + "/" + deployment;
    }

    /// The command line that writes the same files into `folder`, over those that are there where `over`.
    String command(ExportTarget target, Path folder, boolean over) {
        Twin twin = Twin.of("export").add(endpoint);
        if (deployment != null) twin.add("--deployment", deployment);
        twin.add("--to", target.id()).add("--out", folder);
        return (over ? twin.add("--force") : twin).toString();
    }

    /// A folder of its own for the command, while none was chosen: `iris-oci`.
    Path folder(ExportTarget target) {
        return Path.of(title().replace('/', '-') + "-" + target.id());
    }
}
