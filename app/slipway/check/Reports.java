package slipway.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.store.AtomicFiles;
import slipway.store.SignedFile;
import slipway.store.WorkspaceKey;

/// The finished runs as files, `reports/TIME-TARGET.json` and `.html`, both signed; the last [#KEPT] stay. They are the
/// only memory of runs: another program may add to them. Any thread.
public final class Reports {
    /// Runs that are kept; the oldest go first.
    public static final int KEPT = 200;
    /// Below the folder of the workspace's state.
    public static final String FOLDER = "reports";

    private static final System.Logger LOG = System.getLogger(Reports.class.getName());
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss-SSS")
            .withZone(ZoneOffset.UTC);
    private static final int LONGEST_NAME = 60;

    private final Path state;
    private final Path folder;

    /// @param state the folder of the workspace's state
    public Reports(Path state) {
        this.state = state;
        this.folder = state.resolve(FOLDER);
    }

    /// A run and what it found.
    public record Report(ChecksView.Run run, Passport passport) {}

    /// Writes both files and answers the run; the oldest runs are removed where there are too many now.
    public synchronized ChecksView.Run save(Passport passport) {
        WorkspaceKey key = WorkspaceKey.open(state);
        String id = freeId(STAMP.format(passport.startedAt()) + "-" + plain(passport.target()));
        AtomicFiles.write(file(id, SignedFile.Form.HTML), SignedFile.html(PassportHtml.page(passport), key));
        AtomicFiles.write(file(id, SignedFile.Form.JSON), SignedFile.json(PassportJson.text(passport), key));
        trim();
        return run(id, Masking.of(passport));
    }

    /// A target as part of a file's name.
    private static String plain(String target) {
        String plain = target.replaceAll("[^A-Za-z0-9_.-]+", "-").replaceAll("^[-.]+|[-.]+$", "");
        if (plain.length() > LONGEST_NAME) plain = plain.substring(plain.length() - LONGEST_NAME);
        return plain.isEmpty() ? "target" : plain;
    }

    private String freeId(String wanted) {
        String id = wanted;
        for (int i = 2; Files.exists(file(id, SignedFile.Form.JSON)); i++)
            id = wanted + "-" + i;
        return id;
    }

    private static ChecksView.Run run(String id, Passport passport) {
        return new ChecksView.Run(id, passport.target(), passport.startedAt().toString(),
                Verdict.together(passport.results().stream().map(ContractResult::verdict).toList()),
                passport.imageDigest(), id + ".json");
    }

    private void trim() {
        List<String> ids = ids();
        if (ids.size() <= KEPT) return;
        for (String old : ids.subList(KEPT, ids.size())) {
            for (SignedFile.Form form : SignedFile.Form.values()) {
                try {
                    Files.deleteIfExists(file(old, form));
                } catch (IOException e) {
                    // one more than wanted is no reason to lose the run that was just made
                    LOG.log(System.Logger.Level.WARNING, "cannot remove " + file(old, form), e);
                }
            }
        }
    }

    /// Where the run's report is, whether it is there or not.
    public Path file(String id, SignedFile.Form form) {
        return folder.resolve(id + switch (form) {
            case JSON -> ".json";
            case HTML -> ".html";
        });
    }

    /// The ids of the runs that are there, the newest first.
    public List<String> ids() {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".json") && !name.startsWith("."))
                    .map(name -> name.substring(0, name.length() - 5)).sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException e) {
            throw new StudioException(Problem.of("check.report-unreadable", folder, String.valueOf(e.getMessage())), e);
        } catch (IOException e) {
            throw new StudioException(Problem.of("check.report-unreadable", folder, reason(e)), e);
        }
    }

    /// The report of a run; one that was changed is refused like one that cannot be read.
    public Report read(String id) {
        Path file = file(id, SignedFile.Form.JSON);
        try {
            byte[] content = Files.readAllBytes(file);
            Problem problem = SignedFile.verify(content, null).problem();
            if (problem != null) throw new StudioException(problem.withDetail(file.toString()));
            Passport passport = PassportJson.read(content);
            return new Report(run(id, passport), passport);
        } catch (IOException e) {
            throw new StudioException(Problem.of("check.report-unreadable", file, reason(e)), e);
        }
    }

    /// Reads the runs that `wanted` takes, the newest first; ones that cannot be read go to `broken`.
    List<Report> read(Predicate<String> wanted, List<Problem> broken) {
        var all = new ArrayList<Report>();
        for (String id : ids()) {
            if (!wanted.test(id)) continue;
            try {
                all.add(read(id));
            } catch (StudioException e) {
                broken.add(Problem.of("check.run-broken", id, e.problem().why())
                        .withDetail(file(id, SignedFile.Form.JSON).toString()));
            }
        }
        return all;
    }

    /// The key that signs here, made where there is none.
    public WorkspaceKey key() {
        return WorkspaceKey.open(state);
    }

    /// The same, or null where nothing was ever signed.
    @Nullable
    WorkspaceKey keyIfAny() {
        return WorkspaceKey.existing(state).orElse(null);
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName();
    }
}
