package slipway.spec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.store.FileTree;

/// Reading and deleting the files of a workspace.
final class SpecFiles {
    private SpecFiles() {}

    /// The text of `file`, or null where it is gone or `problems` holds why not.
    static @Nullable String text(Path file, SpecProblems problems) {
        try {
            // one more than allowed tells too large, whatever the file does meanwhile
            byte[] bytes;
            try (var in = Files.newInputStream(file)) {
                bytes = in.readNBytes(YamlSource.MAX_BYTES + 1);
            }
            if (bytes.length > YamlSource.MAX_BYTES) {
                problems.add((Node) null, "spec.too-large", file.getFileName());
                return null;
            }
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (NoSuchFileException e) {
            return null;
        } catch (CharacterCodingException e) {
            problems.add((Node) null, "spec.encoding", file.getFileName());
        } catch (IOException e) {
            problems.add(null, Problem.of("spec.unreadable", file.getFileName(), String.valueOf(e.getMessage()))
                    .withDetail(e.toString()));
        }
        return null;
    }

    /// As [#text], for an edit: anything in the way is thrown.
    static String textNow(Path file) {
        var problems = new SpecProblems(file);
        String text = text(file, problems);
        if (text != null) return text;
        throw new StudioException(problems.good()
                ? Problem.of("spec.unreadable", file.getFileName(), "no such file")
                : problems.errors().getFirst().problem());
    }

    /// The YAML files of `folder` by name, hidden ones left out; empty where there is no such folder.
    static List<Path> yamlFiles(Path folder) {
        return list(folder, path -> {
            String name = String.valueOf(path.getFileName());
            return !name.startsWith(".") && (name.endsWith(".yml") || name.endsWith(".yaml"))
                    && Files.isRegularFile(path);
        });
    }

    static List<Path> folders(Path folder) {
        return list(folder, path -> !String.valueOf(path.getFileName()).startsWith(".") && Files.isDirectory(path));
    }

    static void deleteTree(Path folder) {
        try {
            FileTree.delete(folder);
        } catch (IOException e) {
            throw new StudioException(Problem.of("spec.delete-failed", folder, String.valueOf(e.getMessage())), e);
        }
    }

    private static List<Path> list(Path folder, DirectoryStream.Filter<Path> filter) {
        try (var stream = Files.newDirectoryStream(folder, filter)) {
            return StreamSupport.stream(stream.spliterator(), false).sorted().toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (IOException e) {
            throw new StudioException(Problem.of("spec.unreadable", folder, String.valueOf(e.getMessage())), e);
        }
    }
}
