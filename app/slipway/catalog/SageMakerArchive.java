package slipway.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import slipway.base.StudioException;
import slipway.contract.Signature;

/// SageMaker's `model.tar.gz`, read as a stream up to a bound; the code in it is looked at, never run.
final class SageMakerArchive {
    static final String HANDLER = "code/inference.py";
    private static final int MOST_CONTENT = 16 << 20;
    private static final int MOST_MEMBERS = 100_000;
    /// What the platform's own algorithms call their models.
    private static final Set<String> BUILT_IN = Set.of("xgboost-model", "model_algo-1");

    private SageMakerArchive() {}

    /// What the archive says; empty where nothing in it is a model.
    static Optional<Header> header(Inflated inflated, String file, long packed) throws IOException {
        var members = new Members();
        boolean whole = read(inflated, members);
        boolean model = file.equals("model.tar.gz") || !members.contains().isEmpty()
                || members.names().stream().anyMatch(name -> handler(name) || BUILT_IN.contains(name));
        if (!model || members.names().isEmpty()) return Optional.empty();
        var findings = new ArrayList<Finding>();
        if (!whole) {
            findings.add(new Finding("archive/not-wholly-read", Finding.Severity.INFO, List.of(file), file));
        }
        String top = top(members);
        if (top != null) {
            findings.add(new Finding("archive/extra-folder", Finding.Severity.WARNING, List.of(top), file));
        }
        for (String name : members.names())
            members.text(name).ifPresent(text -> findings.addAll(Requirements.findings(name, text)));
        findings.addAll(members.findings(file));
        var facts = new LinkedHashMap<String, String>();
        facts.put("members", String.valueOf(members.names().size()));
        facts.put("handler", String.valueOf(members.names().stream().anyMatch(SageMakerArchive::handler)));
        var contains = new TreeSet<>(members.contains());
        if (members.names().stream().anyMatch(name -> name.endsWith("model_algo-1"))) facts.put("algorithm", "mxnet");
        return Optional.of(new Header("sagemaker-archive", null, null, null, Signature.UNKNOWN,
                List.copyOf(contains), List.of("sagemaker"), facts, findings));
    }

    private static boolean handler(String name) {
        return name.equals(HANDLER) || name.endsWith("/" + HANDLER);
    }

    /// Reads the members; false where the bound ended it.
    private static boolean read(Inflated inflated, Members members) throws IOException {
        int count = 0;
        try (InputStream in = inflated.open()) {
            var tar = new TarStream(in);
            for (TarStream.Member member = tar.next(); member != null; member = tar.next()) {
                if (++count > MOST_MEMBERS) return false;
                String name = member.name().replaceFirst("^(\\./)+", "");
                // what macOS adds is no part of the model
                if (name.isEmpty() || member.folder() || name.startsWith("._") || name.contains("/._")) continue;
                if (!member.file()) {
                    members.add(new Finding("archive/link", Finding.Severity.ERROR, List.of(name), name));
                    continue;
                }
                member(members, name, tar.content(MOST_CONTENT, member.size()), member.size());
            }
            return true;
        } catch (Inflated.TooMuch e) {
            return false;
        }
    }

    private static void member(Members members, String name, byte[] content, long size) throws IOException {
        byte[] head = content.length > Members.HEAD ? java.util.Arrays.copyOf(content, Members.HEAD) : content;
        try {
            members.add(name, Source.of(content, size), head);
        } catch (StudioException e) {
            members.add(new Finding("archive/unreadable-entry", Finding.Severity.WARNING,
                    List.of(name, e.problem().why()), name));
        } catch (InterruptedIOException e) {
            throw e;
        } catch (Malformed e) {
            members.add(new Finding("archive/unreadable-entry", Finding.Severity.WARNING,
                    List.of(name, String.valueOf(e.getMessage())), name));
        }
    }

    /// The one folder that everything lies in, where that is not `code`; the platform looks at the top.
    private static @Nullable String top(Members members) {
        var tops = new TreeSet<String>();
        for (String name : members.names()) {
            int slash = name.indexOf('/');
            if (slash <= 0 || tops.size() > 1) return null;
            tops.add(name.substring(0, slash));
        }
        if (tops.size() != 1 || tops.first().equals("code")) return null;
        // TensorFlow's models lie in a folder named by their version
        return tops.first().matches("\\d+|export") ? null : tops.first();
    }
}
