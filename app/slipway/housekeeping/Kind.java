package slipway.housekeeping;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What takes room on the disk. Immutable; its word is what the command line and the text keys say.
public enum Kind {
    /// The archive of the deployments’ logs.
    LOGS("logs"),
    /// Sent requests with their answers.
    HISTORY("history"),
    /// Recorded traffic.
    RECORDINGS("recordings"),
    /// Passports, validations, tours and saved load runs.
    REPORTS("reports"),
    /// What was measured of the deployments.
    METRICS("metrics"),
    /// Python environments that models were validated in.
    ENVIRONMENTS("environments"),
    /// Server runtimes and native libraries of this person, for all workspaces.
    CACHES("caches"),
    /// Reports of crashes.
    CRASHES("crashes"),
    /// The studio’s own log and the activity log, which rotate by themselves.
    JOURNAL("journal"),
    /// Everything else in the state folder, which is in use.
    STATE("state");

    private final String word;

    Kind(String word) {
        this.word = word;
    }

    /// Whether a person may set a limit for it; the others have one of their own or none.
    public boolean limited() {
        return this == LOGS || this == HISTORY || this == RECORDINGS || this == REPORTS;
    }

    /// Whether it may be let go of by hand.
    public boolean cleanable() {
        return this != JOURNAL && this != STATE;
    }

    /// As the command line and the text keys say it.
    public String word() {
        return word;
    }

    public static Optional<Kind> of(String word) {
        return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }

    /// The words of all that may be let go of.
    public static List<String> cleanableWords() {
        return Arrays.stream(values()).filter(Kind::cleanable).map(Kind::word).toList();
    }

    /// The words of all that have a limit to set.
    public static List<String> limitedWords() {
        return Arrays.stream(values()).filter(Kind::limited).map(Kind::word).toList();
    }
}
