package slipway.traffic;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;

import slipway.wire.Head;
import slipway.wire.HeadWriter;
import slipway.wire.Name;

/// Headers between two hops: what belongs to one connection stays on it (RFC 9110, 7.6.1), the rest is passed on.
final class Hops {
    static final Name CONNECTION = new Name("connection");
    static final Name CONTENT_LENGTH = new Name("content-length");
    static final Name CONTENT_TYPE = new Name("content-type");
    static final Name CONTENT_ENCODING = new Name("content-encoding");
    static final Name TRANSFER_ENCODING = new Name("transfer-encoding");
    static final Name UPGRADE = new Name("upgrade");
    static final Name EXPECT = new Name("expect");
    static final Name HOST = new Name("host");
    static final Name AUTHORIZATION = new Name("authorization");
    static final Name AUTHENTICATE = new Name("www-authenticate");
    static final Name ACCEPT = new Name("accept");
    static final Name ACCEPT_ENCODING = new Name("accept-encoding");
    static final Name DEPLOYMENT = new Name("azureml-model-deployment");
    static final Name SERVED_BY = new Name("x-slipway-deployment");
    static final Name REVISION = new Name("x-slipway-revision");
    static final Name REROUTED = new Name("x-slipway-rerouted");
    static final Name FAULT = new Name("x-slipway-fault");
    static final Name REQUEST_ID = new Name("x-request-id");
    static final Name SET_COOKIE = new Name("set-cookie");
    static final Name MIRROR = new Name("x-slipway-mirror");
    static final Name BINARY_TENSORS = new Name("inference-header-content-length");
    static final String JSON_TYPE = "application/json";
    private static final Name FORWARDED_FOR = new Name("x-forwarded-for");
    private static final Name FORWARDED_HOST = new Name("x-forwarded-host");
    private static final Name FORWARDED_PROTO = new Name("x-forwarded-proto");
    private static final Name[] OF_ONE_HOP = {CONNECTION, new Name("keep-alive"), new Name("proxy-connection"),
            new Name("proxy-authenticate"), new Name("proxy-authorization"), new Name("te"), new Name("trailer"),
            TRANSFER_ENCODING, UPGRADE, new Name("http2-settings"), CONTENT_LENGTH};
    private static final Name[] NOT_TO_SERVERS = {HOST, EXPECT, REQUEST_ID, FORWARDED_FOR, MIRROR};
    private static final Name[] NOT_TO_CLIENTS = {REQUEST_ID, SERVED_BY, REVISION, REROUTED, FAULT};

    private Hops() {}

    /// Writes what the server gets of the client's headers, all but those that frame the body.
    ///
    /// @param without more that it does not get
    static void forward(Head in, HeadWriter out, String peer, boolean withoutKey, Name[] without, String requestId) {
        Set<String> named = named(in);
        String before = null;
        boolean host = false;
        boolean proto = false;
        int from = 0;
        for (int i = 0; i < in.count(); i++) {
            if (in.is(i, FORWARDED_FOR)) {
                String value = in.value(i);
                before = before == null ? value : before + ", " + value;
            }
            host |= in.is(i, FORWARDED_HOST);
            proto |= in.is(i, FORWARDED_PROTO);
            boolean kept = !isAny(in, i, OF_ONE_HOP) && !isAny(in, i, NOT_TO_SERVERS) && !isAny(in, i, without)
                    && !(withoutKey && in.is(i, AUTHORIZATION)) && !isNamed(named, in, i);
            if (kept) continue;
            out.lines(in, from, i);
            from = i + 1;
        }
        out.lines(in, from, in.count());
        out.line(FORWARDED_FOR, before == null ? peer : before + ", " + peer);
        String asked = host ? null : in.get(HOST);
        if (asked != null) out.line(FORWARDED_HOST, asked);
        if (!proto) out.line(FORWARDED_PROTO, "http");
        out.line(REQUEST_ID, requestId);
    }

    /// Writes what the client gets of the server's headers, all but those that frame the body; a server cannot speak
    /// for another.
    static void back(Head answer, HeadWriter out, Name[] without) {
        Set<String> named = named(answer);
        int from = 0;
        for (int i = 0; i < answer.count(); i++) {
            if (!isAny(answer, i, OF_ONE_HOP) && !isAny(answer, i, NOT_TO_CLIENTS) && !isAny(answer, i, without)
                    && !isNamed(named, answer, i)) {
                continue;
            }
            out.lines(answer, from, i);
            from = i + 1;
        }
        out.lines(answer, from, answer.count());
    }

    private static boolean isAny(Head head, int i, Name[] names) {
        for (Name name : names) {
            if (head.is(i, name)) return true;
        }
        return false;
    }

    private static boolean isNamed(Set<String> named, Head head, int i) {
        return !named.isEmpty() && named.contains(head.name(i).toLowerCase(Locale.ROOT));
    }

    /// What its `Connection` headers name; a client must not make us drop what frames the body, and that is written anew
    /// anyway.
    private static Set<String> named(Head head) {
        Set<String> named = Set.of();
        for (int i = 0; i < head.count(); i++) {
            if (!head.is(i, CONNECTION)) continue;
            for (String name : head.value(i).split(",", -1)) {
                String plain = name.strip().toLowerCase(Locale.ROOT);
                if (plain.isEmpty() || plain.equals("close") || plain.equals("keep-alive")) continue;
                if (named.isEmpty()) named = new HashSet<>();
                named.add(plain);
            }
        }
        return named;
    }

    /// The client's own where it is 1 to 100 visible ASCII characters, else a new one.
    static String requestId(@Nullable String given) {
        if (given != null && !given.isEmpty() && given.length() <= 100
                && given.chars().allMatch(c -> c > ' ' && c < 127)) {
            return given;
        }
        var random = ThreadLocalRandom.current();
        byte[] id = new byte[32];
        hex(random.nextLong(), id, 0);
        hex(random.nextLong(), id, 16);
        return new String(id, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    private static void hex(long value, byte[] out, int from) {
        for (int i = 0; i < 16; i++)
            out[from + i] = (byte) Character.forDigit((int) (value >>> (60 - 4 * i)) & 15, 16);
    }
}
