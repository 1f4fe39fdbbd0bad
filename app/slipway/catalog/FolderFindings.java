package slipway.catalog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import slipway.base.Secrets;

/// What is worth knowing of the small files in a folder model: keys that do not belong there, a `serve` that cannot
/// start. Reads at most [#MOST_FILES] files of at most [#MOST_TEXT] bytes. Stateless.
final class FolderFindings {
    private static final int MOST_FILES = 500;
    private static final int MOST_TEXT = 1 << 20;
    private static final Set<String> TEXTS = Set.of("py", "yaml", "yml", "json", "txt", "env", "cfg", "ini", "toml",
            "sh",
            "pem", "key", "properties", "conf", "md", "dockerfile", "serve", "mlmodel", "netrc", "npmrc", "pypirc");

    private FolderFindings() {}

    static List<Finding> of(Path folder, List<Model.ModelFile> files) throws IOException {
        var findings = new ArrayList<Finding>();
        int count = 0;
        for (Model.ModelFile file : files) {
            String name = file.path().substring(file.path().lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
            if (file.sizeBytes() > MOST_TEXT || !TEXTS.contains(name.substring(name.lastIndexOf('.') + 1))) continue;
            if (++count > MOST_FILES) break;
            Path path = folder.resolve(file.path());
            if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) || !Files.isReadable(path)) continue;
            String text = Files.readString(path, StandardCharsets.ISO_8859_1);
            for (Secrets.Secret secret : Secrets.in(text)) {
                findings.add(new Finding("files/secret", Finding.Severity.WARNING,
                        List.of(secret.kind(), secret.masked()), file.path()));
            }
            if (name.equals("serve")) serve(path, text, file.path(), findings);
        }
        return findings;
    }

    /// SageMaker starts a container with `serve` (A126).
    private static void serve(Path path, String text, String shown, List<Finding> findings) {
        if (text.startsWith("#!") && text.contains("\r\n")) {
            findings.add(new Finding("sagemaker/serve-line-ends", Finding.Severity.ERROR, List.of(), shown));
        }
        if (!Files.isExecutable(path)) {
            findings.add(new Finding("sagemaker/serve-not-executable", Finding.Severity.ERROR, List.of(), shown));
        }
    }
}
