package slipway.spec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import slipway.base.StudioException;
import slipway.store.AtomicFiles;

/// Changes one quota in a workspace’s `slipway.yml` and leaves everything else there as it is written. Stateless;
/// whoever shows the workspace reads it again.
public final class QuotaEdit {
    private static final int ATTEMPTS = 3;

    private QuotaEdit() {}

    /// Sets `quotas.KEY`, such as `logs_mb`, to `megabytes`, at least 1; the file is made where there is none.
    public static void set(Path root, String key, int megabytes) {
        Path file = root.resolve("slipway.yml");
        if (!Files.exists(file)) {
            AtomicFiles.write(file, text("", key, megabytes));
            return;
        }
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            String before = SpecFiles.textNow(file);
            String after = before.isBlank()
                    ? text(before, key, megabytes)
                    : YamlEdit.setPath(file, before, List.of("quotas", key), Integer.toString(megabytes));
            if (!holds(file, after, key, megabytes)) throw StudioException.of("spec.edit-unsafe", file.getFileName());
            if (!before.equals(SpecFiles.textNow(file))) continue;
            AtomicFiles.write(file, after);
            return;
        }
        throw StudioException.of("spec.busy", file.getFileName());
    }

    private static String text(String before, String key, int megabytes) {
        return before + "quotas:\n  " + key + ": " + megabytes + "\n";
    }

    private static boolean holds(Path file, String text, String key, int megabytes) {
        var problems = new SpecProblems(file);
        var tree = YamlSource.parse(text, problems).root();
        if (tree == null) return false;
        Integer said = YamlMap.of(tree, problems).map("quotas").integer(key, 1, Quotas.MOST_MB);
        SpecEdits.refuse(problems);
        return said != null && said == megabytes;
    }
}
