package slipway.engine.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.StudioException;

/// The records of processes, `processes/KEY-REPLICA-RUN.json`, each written whole or not at all. Any thread.
final class ProcessRecords {
    private static final System.Logger LOG = System.getLogger(ProcessRecords.class.getName());
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path folder;

    ProcessRecords(Path folder) {
        this.folder = folder;
    }

    void write(ProcessRecord record) {
        Path file = file(record);
        Path beside = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            Files.createDirectories(folder);
            Files.writeString(beside, JSON.writeValueAsString(record));
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new StudioException(slipway.base.Problem.of("engine.state-folder", folder, e.toString()), e);
        }
    }

    void delete(ProcessRecord record) {
        delete(file(record));
    }

    /// All that can be read; one that cannot is worth nothing any more and goes.
    List<ProcessRecord> all() {
        var found = new ArrayList<ProcessRecord>();
        if (!Files.isDirectory(folder)) return found;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.json")) {
            for (Path file : files) {
                try {
                    found.add(JSON.readValue(Files.readString(file), ProcessRecord.class));
                } catch (JacksonException e) {
                    LOG.log(System.Logger.Level.WARNING, "not a process record: " + file, e);
                    delete(file);
                }
            }
        } catch (IOException e) {
            throw new StudioException(slipway.base.Problem.of("engine.state-folder", folder, e.toString()), e);
        }
        return found;
    }

    private Path file(ProcessRecord record) {
        String name = record.key().replaceAll("[^A-Za-z0-9._-]", "_") + "-" + record.replica() + "-"
                + record.run().substring(0, 8);
        return folder.resolve(name + ".json");
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "cannot delete " + file, e);
        }
    }
}
