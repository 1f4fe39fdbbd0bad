package slipway.store;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/// Where what belongs to a person rather than to a workspace is kept. May not be there yet; any thread.
public record UserFolder(Path path) {
    /// Names another folder, for tests and for people who keep everything on one disk.
    public static final String VARIABLE = "SLIPWAY_CONFIG";

    /// The folder of who runs this process.
    public static UserFolder ofPerson() {
        return of(System.getenv(), System.getProperty("os.name", ""), Path.of(System.getProperty("user.home", "")));
    }

    /// Where each system’s rules put it: `XDG_CONFIG_HOME` (else `~/.config`), `Application Support`, `APPDATA`.
    static UserFolder of(Map<String, String> environment, String system, Path home) {
        String named = environment.getOrDefault(VARIABLE, "");
        if (!named.isBlank()) return new UserFolder(Path.of(named).toAbsolutePath().normalize());
        String name = system.toLowerCase(Locale.ROOT);
        if (name.contains("win")) {
            return new UserFolder(absolute(environment.get("APPDATA"), home.resolve("AppData/Roaming"))
                    .resolve("Slipway"));
        }
        if (name.contains("mac")) return new UserFolder(home.resolve("Library/Application Support/Slipway"));
        return new UserFolder(absolute(environment.get("XDG_CONFIG_HOME"), home.resolve(".config")).resolve("slipway"));
    }

    /// The XDG rules want a relative folder to be taken as none.
    private static Path absolute(@Nullable String named, Path otherwise) {
        if (named == null || named.isBlank()) return otherwise;
        Path path = Path.of(named);
        return path.isAbsolute() ? path : otherwise;
    }

    /// The file `name` in this folder.
    public Path file(String name) {
        return path.resolve(name);
    }
}
