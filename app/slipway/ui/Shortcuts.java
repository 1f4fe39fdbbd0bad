package slipway.ui;

import java.util.ArrayList;
import java.util.List;

import slipway.base.Text;

/// Every key of the window, for the help and for the settings. Stateless.
public final class Shortcuts {
    private Shortcuts() {}

    /// One key: where it works, as it is shown, and what it does.
    public record Key(String where, String keys, String does) {}

    /// Those that work everywhere, after those of `pages`, the titles in the rail’s order.
    public static List<Key> everywhere(List<String> pages) {
        var all = new ArrayList<Key>();
        String go = Text.of("shell.group.go");
        for (String page : pages) {
            all.add(new Key(go, Shell.pageKeys(all.size() + 1), page));
        }
        String window = Text.of("shell.group.window");
        all.add(new Key(window, Text.of("shell.keys.palette"), Text.of("shell.help.palette")));
        all.add(new Key(window, Text.of("shell.keys.tasks"), Text.of("shell.help.tasks")));
        all.add(new Key(window, Text.of("shell.keys.theme"), Text.of("shell.theme.switch")));
        all.add(new Key(window, Text.of("shell.keys.rail"), Text.of("shell.rail.toggle")));
        all.add(new Key(window, Text.of("shell.keys.larger"), Text.of("shell.text.larger")));
        all.add(new Key(window, Text.of("shell.keys.smaller"), Text.of("shell.text.smaller")));
        all.add(new Key(window, Text.of("shell.keys.first"), Text.of("shell.text.first")));
        all.add(new Key(window, Text.of("shell.keys.help"), Text.of("shell.help")));
        all.add(new Key(window, Text.of("shell.keys.leave"), Text.of("shell.help.leave")));
        all.add(new Key(window, Text.of("shell.keys.close"), Text.of("shell.help.close")));
        return all;
    }

    /// All, those of single pages last.
    public static List<Key> all(List<String> pages) {
        List<Key> all = everywhere(pages);
        String deployments = Text.of("page.deployments.title");
        all.add(new Key(deployments, Text.of("shortcuts.keys.enter"), Text.of("shortcuts.open")));
        all.add(new Key(deployments, Text.of("shortcuts.keys.s"), Text.of("shortcuts.start-stop")));
        all.add(new Key(deployments, Text.of("shortcuts.keys.r"), Text.of("shortcuts.restart")));
        all.add(new Key(deployments, Text.of("shortcuts.keys.delete"), Text.of("shortcuts.delete")));
        all.add(new Key(deployments, Text.of("shortcuts.keys.export"), Text.of("shortcuts.export")));
        all.add(new Key(Text.of("page.endpoints.title"), Text.of("shortcuts.keys.export"), Text.of(
                "shortcuts.export")));
        String requests = Text.of("page.requests.title");
        all.add(new Key(requests, Text.of("shortcuts.keys.send"), Text.of("shortcuts.send")));
        all.add(new Key(requests, Text.of("shortcuts.keys.send-two"), Text.of("shortcuts.send-two")));
        String logs = Text.of("monitor.logs");
        all.add(new Key(logs, Text.of("shortcuts.keys.find"), Text.of("shortcuts.find")));
        all.add(new Key(logs, Text.of("shortcuts.keys.next"), Text.of("shortcuts.next")));
        all.add(new Key(logs, Text.of("shortcuts.keys.previous"), Text.of("shortcuts.previous")));
        all.add(new Key(logs, Text.of("shortcuts.keys.all"), Text.of("shortcuts.all")));
        all.add(new Key(logs, Text.of("shortcuts.keys.copy"), Text.of("shortcuts.copy")));
        String images = Text.of("page.images.title");
        all.add(new Key(images, Text.of("shortcuts.keys.enter"), Text.of("shortcuts.open")));
        all.add(new Key(images, Text.of("shortcuts.keys.delete"), Text.of("shortcuts.delete")));
        all.add(new Key(images, Text.of("shortcuts.keys.copy"), Text.of("shortcuts.copy")));
        all.add(new Key(Text.of("page.settings.title"), Text.of("shortcuts.keys.find"), Text.of("settings.search")));
        return all;
    }
}
