package slipway.ui.settings;

import java.util.List;
import java.util.stream.Collectors;

import slipway.base.Masked;
import slipway.ui.widget.KeyValueGrid;

/// Something that was found, under its name.
record Fact(String name, String value) {
    /// As lines to paste into a report: no secrets, and a person’s own folder is `~`.
    static String text(List<Fact> facts) {
        String home = System.getProperty("user.home", "");
        return facts.stream().map(fact -> fact.name + ": " + shared(fact.value, home)).map(Masked::text)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String shared(String value, String home) {
        return home.length() > 1 ? value.replace(home, "~") : value;
    }

    static void show(KeyValueGrid grid, List<Fact> facts) {
        grid.clear();
        facts.forEach(fact -> grid.row(fact.name, Masked.text(fact.value)));
    }
}
