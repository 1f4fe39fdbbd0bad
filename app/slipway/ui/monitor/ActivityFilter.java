package slipway.ui.monitor;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

import slipway.base.Activity;
import slipway.base.Activity.Entry;

/// Which entries of the activity log are shown; null and empty let all through. Immutable.
///
/// @param words   each must stand somewhere in the entry, upper or lower case
/// @param subject a deployment, or an endpoint with all of its deployments
record ActivityFilter(String words, Activity.@Nullable Outcome outcome, Activity.@Nullable Kind kind,
        String subject) {
    static final ActivityFilter ALL = new ActivityFilter("", null, null, "");

    boolean passes(Entry entry) {
        if (outcome != null && entry.outcome() != outcome) return false;
        if (kind != null && entry.kind() != kind) return false;
        if (!subject.isEmpty() && !entry.subject().equals(subject) && !entry.subject().startsWith(subject + "/"))
            return false;
        if (words.isBlank()) return true;
        String all = (entry.text() + " " + entry.result() + " " + entry.subject() + " " + entry.command() + " "
                + (entry.problem() == null ? "" : entry.problem().why())).toLowerCase(Locale.ROOT);
        for (String word : words.strip().toLowerCase(Locale.ROOT).split("\\s+", -1)) {
            if (!all.contains(word)) return false;
        }
        return true;
    }
}
