package slipway.network;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.store.AtomicFiles;

/// The ledger’s file: one line for each address and purpose, at most [#MOST]. Several studios may write it, one at a
/// time: whoever changes it holds `NAME.lock` meanwhile. What cannot be read is kept aside. Any thread.
final class LedgerFile {
    /// Beyond that the oldest are summed up, those of this machine first: each run of a server has another port.
    static final int MOST = 1_000;

    /// A process cannot wait for a lock that it holds itself.
    private static final Object ONE = new Object();

    private final Path file;

    LedgerFile(Path file) {
        this.file = file;
    }

    /// What it holds, newest first; empty where it is not there.
    List<Contact> read() {
        synchronized (ONE) {
            return List.copyOf(all().values());
        }
    }

    /// Writes what `change` makes of it, and answers what it was.
    List<Contact> change(UnaryOperator<List<Contact>> change) {
        boolean interrupted = Thread.interrupted();
        try {
            synchronized (ONE) {
                Path folder = file.toAbsolutePath().getParent();
                if (folder != null) Files.createDirectories(folder);
                try (var lock = new RandomAccessFile(file + ".lock", "rw"); var _ = lock.getChannel().lock()) {
                    List<Contact> before = List.copyOf(all().values());
                    write(change.apply(before));
                    return before;
                }
            }
        } catch (IOException e) {
            throw new StudioException(Problem.of("store.write-failed", file, e.toString()), e);
        } finally {
            // what a studio that ends has to note is noted all the same
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    /// Both together, each address and purpose once, newest first, no more than [#MOST].
    static List<Contact> merged(List<Contact> some, List<Contact> more) {
        var all = new LinkedHashMap<Contact.Key, Contact>();
        some.forEach(each -> all.merge(each.key(), each, Contact::plus));
        more.forEach(each -> all.merge(each.key(), each, Contact::plus));
        return folded(new ArrayList<>(all.values()));
    }

    private static List<Contact> folded(List<Contact> all) {
        all.sort(Comparator.comparing(Contact::last).reversed());
        int over = all.size() - MOST;
        if (over <= 0) return all;
        var kept = new LinkedHashMap<Contact.Key, Contact>();
        var oldest = new ArrayList<>(all.reversed());
        // one line for each purpose takes their place
        int drop = over + Purpose.values().length;
        var folding = new ArrayList<Contact>(oldest.stream().filter(each -> each.party().local()).limit(drop).toList());
        oldest.stream().filter(each -> !each.party().local()).limit(drop - folding.size()).forEach(folding::add);
        all.removeAll(folding);
        all.forEach(each -> kept.merge(each.key(), each, Contact::plus));
        for (Contact each : folding) {
            Contact sum = each.at(Party.others(each.party().local()));
            kept.merge(sum.key(), sum, Contact::plus);
        }
        var result = new ArrayList<>(kept.values());
        result.sort(Comparator.comparing(Contact::last).reversed());
        return result;
    }

    private Map<Contact.Key, Contact> all() {
        var all = new LinkedHashMap<Contact.Key, Contact>();
        if (!Files.exists(file)) return all;
        try {
            JsonNode found = Json.INDENTED.readTree(Files.readString(file));
            if (!found.path("contacts").isArray()) throw new IOException("no contacts");
            for (JsonNode each : found.path("contacts"))
                add(all, each);
            return all;
        } catch (IOException | JacksonException | IllegalArgumentException | DateTimeException e) {
            keepAside(e);
            return new LinkedHashMap<>();
        }
    }

    private static void add(Map<Contact.Key, Contact> all, JsonNode each) {
        Purpose purpose = Arrays.stream(Purpose.values()).filter(one -> one.word().equals(each.path("purpose")
                .asString(""))).findFirst().orElseThrow(() -> new IllegalArgumentException("purpose"));
        String who = each.path("who").asString("");
        if (who.isEmpty()) throw new IllegalArgumentException("who");
        var contact = new Contact(purpose, new Party(who, each.path("local").asBoolean(false)),
                Instant.parse(each.path("first").asString("")), Instant.parse(each.path("last").asString("")),
                each.path("opened").asLong(0), each.path("failed").asLong(0), each.path("refused").asLong(0),
                each.path("bytes").asLong(0));
        all.merge(contact.key(), contact, Contact::plus);
    }

    private void keepAside(Exception cause) {
        try {
            Path aside = AtomicFiles.keepAside(file);
            System.getLogger(LedgerFile.class.getName()).log(System.Logger.Level.WARNING, "kept aside: " + aside,
                    cause);
        } catch (IOException e) {
            e.addSuppressed(cause);
            // what cannot be read and cannot be moved must not be overwritten either
            throw new StudioException(Problem.of("store.write-failed", file, e.toString()), e);
        }
    }

    private void write(List<Contact> contacts) {
        AtomicFiles.write(file,
                Json.INDENTED.writeValueAsString(Map.of("contacts", contacts.stream().map(LedgerFile::fields)
                        .toList())) + "\n");
    }

    /// As it stands in the file, and in `--json`.
    static Map<String, Object> fields(Contact each) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("who", each.party().who());
        fields.put("local", each.party().local());
        fields.put("purpose", each.purpose().word());
        fields.put("first", each.first().toString());
        fields.put("last", each.last().toString());
        fields.put("opened", each.opened());
        fields.put("failed", each.failed());
        fields.put("refused", each.refused());
        fields.put("bytes", each.bytes());
        return fields;
    }

    /// Made with the first contact: a start has none, and waits for it.
    private static final class Json {
        static final JsonMapper INDENTED = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    }
}
