package slipway.catalog;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.store.AtomicFiles;

/// What an import brings, as it is when the import begins: kept beside the copy, so that after a crash a later import
/// sees which of the files are still the same. Immutable.
///
/// @param folders  below the source, with `/`, outer ones first
/// @param files    by their path below the source, in order; a single file stands under the empty path
/// @param special  a link or device among them, which no copy brings; null where there is none
record ImportPlan(Path source, Set<String> folders, Map<String, Stamp> files, @Nullable Path special) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int LONGEST = 256 << 20;

    /// Size and time of a file, the time as it is written out.
    record Stamp(long size, String modified) {
        static Stamp of(BasicFileAttributes attributes) {
            return new Stamp(attributes.size(), attributes.lastModifiedTime().toString());
        }
    }

    long bytes() {
        return files.values().stream().mapToLong(Stamp::size).sum();
    }

    static ImportPlan of(Path source) throws IOException, InterruptedException {
        // the source itself may be a link; those inside lead out of the model and are no part of its digest
        Path start = source.toRealPath();
        var folders = new LinkedHashSet<String>();
        var files = new TreeMap<String, Stamp>();
        var special = new Path[1];
        Files.walkFileTree(start, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                if (!folder.equals(start)) folders.add(FolderHash.relative(start, folder));
                return cancelled() ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) files.put(FolderHash.relative(start, file), Stamp.of(attributes));
                else
                    special[0] = file;
                return cancelled() ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
            }
        });
        if (Thread.interrupted()) throw new InterruptedException("importing " + source);
        return new ImportPlan(source, folders, files, Files.isSymbolicLink(source) ? source : special[0]);
    }

    private static boolean cancelled() {
        return Thread.currentThread().isInterrupted();
    }

    void write(Path file) {
        AtomicFiles.write(file, JSON.writeValueAsString(Map.of("source", source.toString(), "files", files)));
    }

    /// The stamps that an import of `source` wrote to `file`; empty where there is nothing to go on from.
    static Optional<Map<String, Stamp>> read(Path file, Path source) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > LONGEST) return Optional.empty();
        try {
            JsonNode tree = SafeJson.tree(Files.readAllBytes(file));
            if (!tree.path("source").asString("").equals(source.toString())) return Optional.empty();
            var stamps = new LinkedHashMap<String, Stamp>();
            tree.path("files").properties().forEach(each -> stamps.put(each.getKey(), new Stamp(each.getValue()
                    .path("size").asLong(-1), each.getValue().path("modified").asString(""))));
            return Optional.of(stamps);
        } catch (Malformed e) {
            return Optional.empty();
        }
    }
}
