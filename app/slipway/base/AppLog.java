package slipway.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/// The studio's own log: a rotated file with a hard cap, never the console.
public final class AppLog {
    private static final int BYTES = 2_000_000;
    private static final int FILES = 3;

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
            Handler file = new FileHandler(folder.resolve("slipway.log").toString(), BYTES, FILES, true);
            file.setFormatter(new SimpleFormatter());
            for (Handler old : ROOT.getHandlers()) {
                ROOT.removeHandler(old);
                old.close();
            }
            ROOT.addHandler(file);
        } catch (IOException e) {
            System.getLogger(AppLog.class.getName()).log(System.Logger.Level.WARNING, folder.toString(), e);
        }
    }
}
