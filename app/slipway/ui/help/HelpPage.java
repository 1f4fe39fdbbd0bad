package slipway.ui.help;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import slipway.ui.widget.MarkdownView;

/// One page of the guide as it was written. Immutable.
///
/// @param path     where it stands: `docs/guide/models.md`
/// @param title    its first heading
/// @param markdown all of it
/// @param sections its parts in order, each under its heading
record HelpPage(String path, String title, String markdown, List<Section> sections) {

    /// What stands under one heading, in small letters for the search.
    record Section(String heading, String anchor, String words) {}

    static HelpPage of(String path, String markdown) {
        var sections = new ArrayList<Section>();
        var words = new StringBuilder();
        String heading = "";
        boolean code = false;
        for (String line : markdown.lines().toList()) {
            if (line.startsWith("```")) code = !code;
            if (!code && line.matches("#{1,6} .*")) {
                if (!heading.isEmpty()) sections.add(section(heading, words));
                heading = line.replaceFirst("#+ ", "").replace("`", "").strip();
                words.setLength(0);
            }
            words.append(line).append('\n');
        }
        if (!heading.isEmpty()) sections.add(section(heading, words));
        String title = sections.isEmpty() ? path : sections.getFirst().heading;
        return new HelpPage(path, title, markdown, List.copyOf(sections));
    }

    private static Section section(String heading, StringBuilder words) {
        return new Section(heading, MarkdownView.anchor(heading), words.toString().toLowerCase(Locale.ROOT));
    }
}
