package slipway.rollout;

import java.time.Instant;
import java.util.List;

import slipway.base.Text;

/// One line of a log: when, and what, as a text key with its arguments, so that it is read in the reader's language.
public record Said(Instant at, String key, List<String> args) {
    public Said {
        args = List.copyOf(args);
    }

    public String text() {
        return Text.of(key, args.toArray());
    }
}
