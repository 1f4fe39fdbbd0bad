package slipway.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

import slipway.base.StudioException;

/// The files under a folder model, each read once by the readers of single files.
///
/// @param contains format ids of what lies in the folder, in order
/// @param findings what the files' own readers found, files that are damaged or only stand in included
/// @param headers  what the files that are models say, by relative path
record FolderFiles(List<Model.ModelFile> files, long sizeBytes, List<String> contains, List<Finding> findings,
        Map<String, Header> headers) {
    /// Files that are looked into; of the others only name, size and content count.
    private static final int MOST_READ = 2_000;

    static FolderFiles of(Path folder) throws IOException {
        List<Path> paths = FolderHash.files(folder);
        var files = new ArrayList<Model.ModelFile>();
        var contains = new TreeSet<String>();
        var findings = new ArrayList<Finding>();
        var headers = new HashMap<String, Header>();
        long size = 0;
        for (Path path : paths) {
            long bytes = Files.size(path);
            size += bytes;
            String name = FolderHash.relative(folder, path);
            files.add(new Model.ModelFile(name, bytes));
            if (files.size() > MOST_READ) continue;
            Optional<Header> read = read(path, name, findings);
            if (read.isEmpty()) continue;
            Header header = read.get();
            headers.put(name, header);
            contains.add(header.format());
            contains.addAll(header.contains());
            for (Finding found : header.findings())
                findings.add(new Finding(found.rule(), found.severity(), found.args(), name));
        }
        findings.addAll(FolderFindings.of(folder, files));
        return new FolderFiles(files, size, List.copyOf(contains), findings, headers);
    }

    private static Optional<Header> read(Path path, String name, List<Finding> findings) {
        try {
            return FileReading.header(path);
        } catch (StudioException e) {
            findings.add(new Finding("files/damaged", Finding.Severity.ERROR, List.of(e.problem().what()), name));
            return Optional.empty();
        }
    }
}
