package slipway.export;

import java.util.List;

import slipway.base.Text;

/// Something that is not the same there.
///
/// @param deployment its name; empty for the endpoint as a whole
/// @param field      as the workspace’s files name it (`request_settings.max_queue_wait_ms`); empty where none is meant
/// @param key        of the sentence, an `export.` text
/// @param args       what it is filled with
public record Difference(Kind kind, String deployment, String field, String key, List<String> args) {
    public Difference {
        args = List.copyOf(args);
    }

    public static Difference of(Kind kind, String deployment, String field, String key, String... args) {
        return new Difference(kind, deployment, field, key, List.of(args));
    }

    public String text() {
        return Text.of(key, args.toArray());
    }

    /// What it asks of the person.
    public enum Kind {
        /// The platform has no equal of this value.
        NO_EQUAL,
        /// A limit of the platform would be broken.
        LIMIT,
        /// To be done by hand: a secret, a registry, a role.
        BY_HAND
    }
}
