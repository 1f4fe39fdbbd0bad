package slipway.catalog;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import slipway.base.Problem;
import slipway.base.StudioException;

/// A folder with `score.py` and `runtime.yaml`: an artifact of OCI Data Science before it is zipped.
final class OciFolder implements FolderFormat {
    @Override
    public Optional<Model> read(Path path, Path root) {
        try {
            String score = FolderReading.text(path.resolve(OciArtifact.SCORE));
            String runtime = FolderReading.text(path.resolve(OciArtifact.RUNTIME));
            if (score == null || runtime == null) return Optional.empty();
            return Optional.of(CodeFolder.model(path, root, OciArtifact.header(score, runtime, "")));
        } catch (IOException e) {
            throw new StudioException(Problem.of("catalog.unreadable", String.valueOf(e.getMessage())), e);
        }
    }
}
