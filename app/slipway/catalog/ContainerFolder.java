package slipway.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.contract.Signature;

/// A folder with a `Dockerfile`, where no other model lies below it: a repository with a Dockerfile is no model.
final class ContainerFolder implements FolderFormat {
    private static final Pattern FROM = Pattern.compile("(?mi)^\\s*FROM\\s+(?:--\\S+\\s+)*(\\S+)");
    private static final Set<String> OTHERS = Set.of("MLmodel", "Dockerfile", "runtime.yaml", "config.pbtxt",
            "saved_model.pb", "model_index.json");
    private static final int DEEP = 6;
    private static final int MOST = 5_000;

    @Override
    public Optional<Model> read(Path path, Path root) {
        try {
            String text = FolderReading.text(path.resolve("Dockerfile"));
            if (text == null || path.equals(root)) return Optional.empty();
            Matcher from = FROM.matcher(text);
            if (!from.find() || holdsOthers(path)) return Optional.empty();
            var facts = new LinkedHashMap<String, String>();
            facts.put("base_image", from.group(1));
            boolean serve = Files.exists(path.resolve("serve"), LinkOption.NOFOLLOW_LINKS);
            return Optional.of(CodeFolder.model(path, root, new Header("container", null, null, null, Signature.UNKNOWN,
                    List.of(), serve ? List.of("sagemaker") : List.of(), facts, List.of())));
        } catch (IOException e) {
            throw new StudioException(Problem.of("catalog.unreadable", String.valueOf(e.getMessage())), e);
        }
    }

    /// Whether it is rather a place where models and containers lie, or too large to be one model's.
    private static boolean holdsOthers(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder, DEEP)) {
            var seen = all.limit(MOST + 1L).toList();
            return seen.size() > MOST || seen.stream().anyMatch(path -> !folder.equals(path.getParent())
                    && OTHERS.contains(String.valueOf(path.getFileName())));
        } catch (java.io.UncheckedIOException e) {
            throw new IOException(e);
        }
    }
}
