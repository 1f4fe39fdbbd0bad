package slipway.catalog;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;

/// Makes the model of a folder that holds code of its own, with what is worth knowing of that code's surroundings.
/// Stateless.
final class CodeFolder {
    private CodeFolder() {}

    static Model model(Path folder, Path root, Header header) throws IOException {
        FolderFiles files = FolderFiles.of(folder);
        var findings = new ArrayList<>(header.findings());
        for (Model.ModelFile file : files.files()) {
            String name = file.path().substring(file.path().lastIndexOf('/') + 1);
            if (!name.equals("requirements.txt") && !name.endsWith(".yaml") && !name.endsWith(".yml")) continue;
            String text = FolderReading.text(folder.resolve(file.path()));
            if (text != null) findings.addAll(Requirements.findings(file.path(), text));
        }
        return FolderReading.model(folder, root, new Header(header.format(), header.name(), header.version(),
                header.framework(), header.signature(), header.contains(), header.contracts(), header.facts(),
                findings), files);
    }
}
