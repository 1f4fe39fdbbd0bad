package slipway.bundle;

import java.util.ArrayList;
import java.util.List;

import slipway.base.Masked;

/// A file of saved requests as it may leave the machine. Immutable.
///
/// @param text    with `•••` where a secret stood; what a variable fills in (`{{key}}`) is none
/// @param secrets the names before them
record CarriedRequests(String text, List<String> secrets) {
    CarriedRequests {
        secrets = List.copyOf(secrets);
    }

    static CarriedRequests of(String text) {
        var secrets = new ArrayList<String>();
        var kept = new StringBuilder();
        // with the line’s end: what a file ends its lines with stays
        for (String line : text.splitWithDelimiters("\\R", 0)) {
            String masked = line.contains("{{") ? line : Masked.text(line);
            kept.append(masked);
            if (!masked.equals(line)) secrets.add(name(line));
        }
        return new CarriedRequests(kept.toString(), secrets);
    }

    /// What stands before the first colon, equals sign or space.
    private static String name(String line) {
        return line.strip().split("[\\s:=]", 2)[0];
    }
}
