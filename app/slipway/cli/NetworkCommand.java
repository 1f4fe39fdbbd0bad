package slipway.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import slipway.base.Text;
import slipway.base.Units;
import slipway.network.Contact;
import slipway.network.Ledger;
import slipway.network.Offline;

/// `network`: every connection that Slipway ever made for this person, and whether it may make more.
@Command(name = "network", mixinStandardHelpOptions = true)
final class NetworkCommand extends Action {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm")
            .withZone(ZoneId.systemDefault());

    @Option(names = "--all")
    private boolean all;

    @Option(names = "--clear")
    private boolean clear;

    @Override
    int run() {
        Offline offline = Ledger.OURS.offline().get();
        List<Contact> contacts = clear ? Ledger.OURS.clear() : Ledger.OURS.contacts();
        if (app().json()) {
            var document = new LinkedHashMap<String, Object>();
            document.put("offline", offline.on());
            if (!offline.forced().isEmpty()) document.put("offlineBy", offline.forced());
            document.put(clear ? "cleared" : "contacts", contacts.stream().map(Ledger::fields).toList());
            console().json(document);
            return 0;
        }
        if (offline.on()) console().message(said(offline));
        if (clear) {
            console().message(Text.of("cli.network.cleared", contacts.size()));
            return 0;
        }
        List<Contact> shown = contacts.stream().filter(each -> all || !each.party().local()).toList();
        if (!shown.isEmpty()) console().line(table(shown));
        else
            console().message(Text.of("network.empty.title"));
        List<Contact> local = contacts.stream().filter(each -> each.party().local()).toList();
        if (!all && !local.isEmpty())
            console().message(Text.of("cli.network.local", local.size(), Contact.begun(local)));
        return 0;
    }

    /// That it is offline, and why.
    static String said(Offline offline) {
        return offline.forced().isEmpty()
                ? Text.of("network.offline.set")
                : Text.of("network.offline.forced", offline.forced());
    }

    private static String table(List<Contact> contacts) {
        var table = new Table(Text.of("cli.network.who"), Text.of("cli.network.purpose"), Text.of("cli.network.first"),
                Text.of("cli.network.last"), Text.of("cli.network.times"), Text.of("cli.network.bytes"),
                Text.of("cli.network.outcome"));
        for (Contact each : contacts) {
            table.row(each.party().title(), each.purpose().title(), time(each.first()), time(each.last()),
                    String.valueOf(each.opened()), each.bytes() == 0 ? "–" : Units.bytes(each.bytes()), each.outcome());
        }
        return table.text();
    }

    private static String time(Instant at) {
        return TIME.format(at);
    }
}
