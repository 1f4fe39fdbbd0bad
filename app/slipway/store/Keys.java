package slipway.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Problem;
import slipway.base.StudioException;

/// `.slipway/keys.json`: what proves a client of each endpoint. The studio makes keys, the command line changes them,
/// each under a lock of its own; the studio follows the file. Any thread.
///
/// @param primary   either key is good; two, so that one can be changed while clients still use the other
/// @param tokens    the secret that tokens are signed with
public record Keys(String primary, String secondary, String tokens) {
    private static final String FILE = "keys.json";
    private static final int BYTES = 24;
    private static final SecureRandom RANDOM = new SecureRandom();

    /// What the file holds.
    record All(Map<String, Keys> endpoints) {}

    public static Path in(Path stateFolder) {
        return stateFolder.resolve(FILE);
    }

    /// The keys of `endpoint`, made where there are none; `primary` is kept as its first one where it is given.
    public static Keys of(Path stateFolder, String endpoint, @Nullable String primary) {
        Keys known = read(stateFolder).get(endpoint);
        if (known != null) return known;
        return change(stateFolder, endpoint, old -> old != null
                ? old
                : new Keys(primary == null ? random() : primary, random(), random()));
    }

    /// Replaces one of the two keys by a new one; the other stays good.
    public static Keys regenerate(Path stateFolder, String endpoint, boolean primary) {
        return change(stateFolder, endpoint, old -> {
            Keys from = old == null ? new Keys(random(), random(), random()) : old;
            return primary
                    ? new Keys(random(), from.secondary, from.tokens)
                    : new Keys(from.primary, random(), from.tokens);
        });
    }

    private static Keys change(Path stateFolder, String endpoint, UnaryOperator<@Nullable Keys> step) {
        synchronized (Keys.class) {
            try (FileChannel lock = FileChannel.open(stateFolder.resolve("keys.lock"), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE)) {
                // let go of with the channel
                lock.lock();
                var all = new TreeMap<>(read(stateFolder));
                Keys next = step.apply(all.get(endpoint));
                if (next == null) throw new IllegalStateException(endpoint);
                all.put(endpoint, next);
                AtomicFiles.write(in(stateFolder), JsonMapper.shared().writeValueAsString(new All(all)));
                return next;
            } catch (IOException e) {
                throw new StudioException(Problem.of("store.write-failed", in(stateFolder),
                        String.valueOf(e.getMessage())), e);
            }
        }
    }

    private static Map<String, Keys> read(Path stateFolder) {
        Path file = in(stateFolder);
        if (!Files.exists(file)) return Map.of();
        try {
            return JsonMapper.shared().readValue(Files.readString(file), All.class).endpoints();
        } catch (IOException | JacksonException e) {
            throw new StudioException(Problem.of("store.write-failed", file, String.valueOf(e.getMessage())), e);
        }
    }

    private static String random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// Without the keys, so that they reach no log.
    @Override
    public String toString() {
        return "Keys[…]";
    }
}
