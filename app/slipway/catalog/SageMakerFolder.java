package slipway.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.contract.Signature;

/// A folder with `code/inference.py`: SageMaker's archive before it is packed.
final class SageMakerFolder implements FolderFormat {
    @Override
    public Optional<Model> read(Path path, Path root) {
        if (!Files.isRegularFile(path.resolve(SageMakerArchive.HANDLER), LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    CodeFolder.model(path, root, new Header("sagemaker-archive", null, null, null, Signature.UNKNOWN,
                            List.of(), List.of("sagemaker"), Map.of("handler", "true"), List.of())));
        } catch (IOException e) {
            throw new StudioException(Problem.of("catalog.unreadable", String.valueOf(e.getMessage())), e);
        }
    }
}
