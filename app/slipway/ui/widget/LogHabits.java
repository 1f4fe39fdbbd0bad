package slipway.ui.widget;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/// What the person last chose for logs, remembered for all of them. Immutable.
///
/// @param wrap   whether long lines are broken
/// @param json   whether lines that are JSON are shown as message and fields
/// @param merged whether several logs are shown as one
/// @param chosen ids of the deployments whose logs were shown together last
/// @param saved  filters kept under their names
public record LogHabits(LogTimes times, boolean wrap, boolean json, boolean merged, List<String> chosen,
        List<Filter> saved) {
    public static final LogHabits DEFAULT = new LogHabits(LogTimes.LOCAL, false, true, true, List.of(), List.of());

    // what was read from a file may lack lists
    public LogHabits(LogTimes times, boolean wrap, boolean json, boolean merged, @Nullable List<String> chosen,
            @Nullable List<Filter> saved) {
        this.times = times;
        this.wrap = wrap;
        this.json = json;
        this.merged = merged;
        this.chosen = chosen == null ? List.of() : List.copyOf(chosen);
        this.saved = saved == null ? List.of() : List.copyOf(saved);
    }

    /// One filter as it was typed; `hidden` are levels that are not shown.
    public record Filter(String search, boolean regex, boolean only, String include, String exclude, String from,
            String to, List<String> hidden) {
        static final Filter NONE = new Filter("", false, false, "", "", "", "", List.of());

        public Filter {
            hidden = List.copyOf(hidden);
        }

        /// `timeout · +predict · −health · from -15m · without DEBUG`.
        String title() {
            var parts = new ArrayList<String>();
            if (!search.isEmpty()) parts.add(regex ? "/" + search + "/" : search);
            if (!include.isEmpty()) parts.add("+" + include);
            if (!exclude.isEmpty()) parts.add("−" + exclude);
            if (!from.isEmpty()) parts.add("≥ " + from);
            if (!to.isEmpty()) parts.add("≤ " + to);
            if (!hidden.isEmpty())
                parts.add(hidden.stream().map(level -> "−" + level).collect(Collectors.joining(" ")));
            return String.join(" · ", parts);
        }
    }

    LogHabits withTimes(LogTimes next) {
        return new LogHabits(next, wrap, json, merged, chosen, saved);
    }

    LogHabits withWrap(boolean on) {
        return new LogHabits(times, on, json, merged, chosen, saved);
    }

    LogHabits withJson(boolean on) {
        return new LogHabits(times, wrap, on, merged, chosen, saved);
    }

    public LogHabits withMerged(boolean on) {
        return new LogHabits(times, wrap, json, on, chosen, saved);
    }

    public LogHabits withChosen(List<String> ids) {
        return new LogHabits(times, wrap, json, merged, ids, saved);
    }

    LogHabits withSaved(List<Filter> filters) {
        return new LogHabits(times, wrap, json, merged, chosen, filters);
    }
}
