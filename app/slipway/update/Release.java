package slipway.update;

import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import slipway.base.JsonTree;
import slipway.base.Masked;
import slipway.base.Problem;
import slipway.base.StudioException;

/// The newest Slipway that an address tells of; immutable.
///
/// @param version dotted numbers, at most eight of at most nine digits
/// @param notes   what is new, a text or an https address; at most [#NOTES] characters, empty where nothing is said
public record Release(String version, String notes) {
    /// As many characters of the notes are kept; the rest is cut, and … says so.
    public static final int NOTES = 2_000;
    private static final int SHOWN = 60;
    private static final Pattern NUMBERS = Pattern.compile("\\d{1,9}(?:\\.\\d{1,9}){0,7}");
    private static final Pattern LINK = Pattern.compile("https://\\S+");
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\\n\\t]]+");

    public Release {
        if (!NUMBERS.matcher(version).matches()) throw new IllegalArgumentException("version");
        notes = cut(UNSEEN.matcher(notes.replace("\r\n", "\n")).replaceAll(" ").strip(), NOTES);
    }

    /// Whether the notes are nothing but an address to read them at.
    public boolean notesAreLink() {
        return LINK.matcher(notes).matches();
    }

    /// Positive where this release is newer than `other`, also dotted numbers; 0 where both are the same. Numbers that
    /// one of them lacks are 0.
    public int against(String other) {
        int[] ours = numbers(version);
        int[] theirs = numbers(other);
        int length = Math.max(ours.length, theirs.length);
        return Arrays.compare(Arrays.copyOf(ours, length), Arrays.copyOf(theirs, length));
    }

    private static int[] numbers(String dotted) {
        return Arrays.stream(dotted.split("\\.", -1)).mapToInt(Integer::parseInt).toArray();
    }

    /// What `json` says; members besides `version` and `notes` are left alone.
    ///
    /// @param shown whose answer it is, as it may be shown
    /// @throws StudioException where it is no JSON object with a version of dotted numbers
    static Release read(byte[] json, String shown) {
        @Nullable
        Object found;
        try {
            found = JsonTree.read(json, 0, json.length);
        } catch (JsonTree.Malformed e) {
            throw new StudioException(Problem.of("update.malformed", shown).withDetail(Masked.text(e.toString())), e);
        }
        if (!(found instanceof Map<?, ?> told) || !(told.get("version") instanceof String version)
                || !(text(told.get("notes")) instanceof String notes))
            throw StudioException.of("update.malformed", shown);
        if (!NUMBERS.matcher(version).matches())
            throw StudioException.of("update.version", shown, cut(UNSEEN.matcher(version).replaceAll(" "), SHOWN));
        return new Release(version, notes);
    }

    private static Object text(@Nullable Object notes) {
        return notes == null ? "" : notes;
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) return text;
        int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
        return text.substring(0, end) + "…";
    }
}
