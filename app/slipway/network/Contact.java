package slipway.network;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import slipway.base.Text;

/// What the ledger knows of one address and one purpose; immutable.
///
/// @param first   when it was first connected to, or would have been
/// @param last    when it was last
/// @param opened  connections begun; where a library keeps its connections to itself, the requests over them
/// @param failed  of those, the ones that nobody took
/// @param refused those that were not begun, since the studio was offline
/// @param bytes   moved both ways, 0 where that is not known
public record Contact(Purpose purpose, Party party, Instant first, Instant last, long opened, long failed, long refused,
        long bytes) {
    /// What is summed up under one line.
    record Key(Purpose purpose, Party party) {}

    Key key() {
        return new Key(purpose, party);
    }

    /// How it went, in the language of the person.
    public String outcome() {
        if (failed == 0 && refused == 0) return Text.of("network.outcome.good");
        var parts = new ArrayList<String>();
        if (refused > 0) parts.add(Text.of("network.outcome.refused", refused));
        if (failed > 0) parts.add(Text.of("network.outcome.failed", failed));
        return String.join(" · ", parts);
    }

    /// How many connections were begun in all of `contacts`.
    public static long begun(List<Contact> contacts) {
        return contacts.stream().mapToLong(Contact::opened).sum();
    }

    boolean empty() {
        return opened == 0 && failed == 0 && refused == 0 && bytes == 0;
    }

    /// Both together, under this one’s address.
    Contact plus(Contact more) {
        return new Contact(purpose, party, first.isBefore(more.first) ? first : more.first,
                last.isAfter(more.last) ? last : more.last, opened + more.opened, failed + more.failed,
                refused + more.refused, bytes + more.bytes);
    }

    Contact at(Party other) {
        return new Contact(purpose, other, first, last, opened, failed, refused, bytes);
    }
}
