package slipway.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The studio's own log: a rotated file with a hard cap, never the console.
public final class AppLog {
    private static final int BYTES = 2_000_000;
    private static final int FILES = 3;
    private static final Pattern SECOND = Pattern.compile("slipway\\.log\\.\\d+\\.\\d+");

    /// Held so that the level set on it is not lost to the collector.
    private static final Logger ROOT = Logger.getLogger("");

    private AppLog() {}

    /// Silences the console; warnings are dropped until [#into] names a folder.
    public static void begin() {
        LogManager.getLogManager().reset();
        ROOT.setLevel(Level.INFO);
    }

    /// Writes to `folder/slipway.log` from now on; without the right to write there, nothing is logged.
    public static void into(Path folder) {
        try {
            Files.createDirectories(folder);
            // first: while the old one holds the lock, a new one in the same folder writes beside it
            for (Handler old : ROOT.getHandlers()) {
                ROOT.removeHandler(old);
                old.close();
            }
            Handler file = new FileHandler(folder.resolve("slipway.log").toString(), BYTES, FILES, true);
            file.setFormatter(new SimpleFormatter());
            ROOT.addHandler(file);
            letGo(folder);
        } catch (IOException e) {
            System.getLogger(AppLog.class.getName()).log(System.Logger.Level.WARNING, folder.toString(), e);
        }
    }

    /// Two that log into one folder at once write into files of two names (`slipway.log.0.1`); nobody rotates what is
    /// left of the second: it goes, the newest such files as many as rotate excepted.
    private static void letGo(Path folder) throws IOException {
        List<Path> second;
        try (Stream<Path> all = Files.list(folder)) {
            second = all.filter(each -> SECOND.matcher(each.getFileName().toString()).matches())
                    .sorted(Comparator.comparingLong((Path each) -> each.toFile().lastModified()).reversed()).toList();
        }
        for (Path each : second.subList(Math.min(FILES, second.size()), second.size()))
            Files.deleteIfExists(each);
    }
}
