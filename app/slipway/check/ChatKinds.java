package slipway.check;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import slipway.contract.Profile;

/// Looks at what only OpenAI's API says: the shape of a chat completion, its usage, its stream.
final class ChatKinds {
    static final List<Kind> ALL = List.of(
            Kind.of("chat-answer", List.of("predict"), (bench, rule) -> {
                Client.Reply reply = bench.predict(bench.request());
                Map<?, ?> choice = choice(StartKinds.object(reply));
                boolean kept = choice != null && choice.get("message") instanceof Map<?, ?> message
                        && message.get("content") instanceof String && choice.get("finish_reason") instanceof String;
                return Outcome.of(kept, PredictKinds.brief(reply.exchange()), List.of(reply.exchange()));
            }),
            Kind.of("chat-usage", List.of("predict"), (bench, rule) -> {
                Client.Reply reply = bench.predict(bench.request());
                Map<?, ?> object = StartKinds.object(reply);
                boolean kept = object != null && object.get("usage") instanceof Map<?, ?> usage
                        && usage.get("prompt_tokens") instanceof Long in
                        && usage.get("completion_tokens") instanceof Long out
                        && usage.get("total_tokens") instanceof Long all && all == in + out;
                return Outcome.of(kept, PredictKinds.brief(reply.exchange()), List.of(reply.exchange()));
            }),
            Kind.of("chat-stream", List.of("predict"), ChatKinds::stream));

    private ChatKinds() {}

    private static @Nullable Map<?, ?> choice(@Nullable Map<?, ?> object) {
        return object != null && object.get("choices") instanceof List<?> list && !list.isEmpty()
                && list.getFirst() instanceof Map<?, ?> first ? first : null;
    }

    /// Server-sent events, the last of them `[DONE]`; lines that begin with a colon are comments.
    private static Outcome stream(Bench bench, Profile.Rule rule) throws InterruptedException {
        String body = bench.request().body().replaceFirst("\"stream\"\\s*:\\s*(?:true|false)\\s*,?", "")
                .replaceFirst("\\{", "{\"stream\":true,");
        Client.Reply reply = PredictKinds.post(bench, "application/json", body);
        List<String> events = reply.text().lines().filter(line -> line.startsWith("data:"))
                .map(line -> line.substring("data:".length()).strip()).toList();
        String type = reply.exchange().headers().getOrDefault("content-type", "");
        boolean kept = reply.exchange().status() == 200 && type.startsWith("text/event-stream")
                && events.size() >= 2 && events.getLast().equals("[DONE]")
                && events.getFirst().contains("chat.completion.chunk");
        return Outcome.of(kept, Client.line(reply.exchange()) + " · " + type + " · " + events.size() + " data: · "
                + (events.isEmpty() ? "" : events.getLast()), List.of(reply.exchange()));
    }
}
