package slipway.bundle;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import slipway.base.Masked;
import slipway.base.SecretHeaders;
import slipway.base.Secrets;

/// A file of saved requests as it may leave the machine. Immutable.
///
/// @param text    with `•••` where a secret stood; what a variable fills in (`{{key}}`) is none
/// @param secrets the names before them
record CarriedRequests(String text, List<String> secrets) {
    private static final Pattern LAST_WORD = Pattern.compile("(?s).*?([\\w-]+)[^\\w-]*$");

    CarriedRequests {
        secrets = List.copyOf(secrets);
    }

    static CarriedRequests of(String text) {
        var secrets = new ArrayList<String>();
        var kept = new StringBuilder();
        // with the line’s end: what a file ends its lines with stays
        String whole = Secrets.withoutBlocks(text, SecretHeaders.MASK);
        if (!whole.equals(text)) secrets.add("PRIVATE KEY");
        for (String line : whole.splitWithDelimiters("\\R", 0)) {
            // behind a dot a value counts as masked already, which a variable in its place is as good as
            String masked = Masked.text(line.replace("{{", "•{{")).replace("•{{", "{{");
            kept.append(masked);
            if (!masked.equals(line)) secrets.add(name(line, masked));
        }
        return new CarriedRequests(kept.toString(), secrets);
    }

    /// What stands before the first colon, equals sign or space; within JSON the word before what was taken out.
    private static String name(String line, String masked) {
        String text = line.strip();
        if (!text.startsWith("{") && !text.startsWith("\"")) return text.split("[\\s:=]", 2)[0];
        int same = 0;
        while (same < Math.min(line.length(), masked.length()) && line.charAt(same) == masked.charAt(same))
            same++;
        return LAST_WORD.matcher(line.substring(0, same)).replaceFirst("$1");
    }
}
