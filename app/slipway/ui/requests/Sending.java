package slipway.ui.requests;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.layout.Region;

import org.jspecify.annotations.Nullable;

import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.base.Text;
import slipway.requests.Draft;
import slipway.requests.Exchange;
import slipway.requests.Expectation;
import slipway.requests.History;
import slipway.requests.Judge;
import slipway.requests.Sender;
import slipway.requests.Tokens;
import slipway.traffic.Gateway;
import slipway.ui.Desk;
import slipway.ui.fx.Fx;
import slipway.ui.widget.Labels;

/// Sends the request being written, one at a time, and brings the answer to its card. Owned by the page; FX thread, the
/// sending itself is a task.
final class Sending {
    private final Desk desk;
    private final Tasks tasks;
    private final Gateway gateway;
    private final Sender sender;
    private final History history;
    private final Cards cards;
    private final Supplier<@Nullable RequestPlan> plan;
    private final Button send = new Button(Text.of("requests.send"), Labels.of("Ctrl ↵", "keys"));
    private final Button cancel = new Button(Text.of("requests.cancel"));
    private Tasks.@Nullable Task running;
    private long sent;

    /// What the page shows of it: `reveal` brings the answer’s card to the front.
    record Cards(RequestCard request, AnswerCard answer, Library library, Runnable reveal,
            Function<Exchange, String> hue) {}

    /// @param plan where the request goes, null before there is an endpoint
    Sending(Desk desk, Tasks tasks, Gateway gateway, Sender sender, History history, Cards cards,
            Supplier<@Nullable RequestPlan> plan) {
        this.desk = desk;
        this.tasks = tasks;
        this.gateway = gateway;
        this.sender = sender;
        this.history = history;
        this.cards = cards;
        this.plan = plan;
        send.getStyleClass().add("accent");
        send.setContentDisplay(ContentDisplay.RIGHT);
        send.setId("send");
        send.setOnAction(event -> send());
        cancel.setId("cancel-send");
        cancel.setOnAction(event -> cancel());
        for (Button each : List.of(send, cancel))
            each.setMinWidth(Region.USE_PREF_SIZE);
        running(null);
    }

    Button sendButton() {
        return send;
    }

    Button cancelButton() {
        return cancel;
    }

    /// Does nothing while an answer is waited for.
    void send() {
        RequestPlan now = plan.get();
        if (running != null || now == null) return;
        Draft draft = cards.request().draft(now);
        List<Expectation> expected = cards.request().expectations();
        cards.reveal().run();
        cards.answer().waiting();
        long number = ++sent;
        running(tasks.quiet("send-" + now.endpoint(), progress -> {
            try {
                Exchange kept = received(now.endpoint(), cards.library().ready(now, draft), number).withDraft(draft);
                List<Judge.Outcome> outcomes = cards.library().judge(now, expected, kept);
                Fx.later(() -> arrived(kept, outcomes, number));
                keep(kept);
            } catch (InterruptedException e) {
                Fx.later(() -> ended(number));
                throw e;
            } catch (RuntimeException e) {
                // of whatever kind: the next one must be let out
                Fx.later(() -> {
                    ended(number);
                    desk.notices().problem(StudioException.problemOf(e));
                });
                if (!(e instanceof StudioException)) throw e;
            }
        }));
    }

    /// An answer stays on the screen also where it cannot be kept.
    private void keep(Exchange exchange) {
        try {
            history.add(exchange);
        } catch (StudioException e) {
            Fx.later(() -> desk.notices().problem(e.problem()));
        }
    }

    /// Shows the answer as it comes; bursts of news merge.
    private Exchange received(String to, Draft draft, long number) throws InterruptedException {
        var queued = new AtomicBoolean();
        var tokens = new AtomicReference<Tokens>();
        tokens.set(new Tokens(() -> {
            if (!queued.compareAndSet(false, true)) return;
            Fx.later(() -> {
                queued.set(false);
                if (number == sent && running != null) cards.answer().arriving(tokens.get());
            });
        }));
        Path folder = history.files();
        Exchange got = folder == null
                ? sender.send(to, draft)
                : sender.receive(to, draft, folder, tokens.get());
        return GatewayNote.on(got, gateway);
    }

    private void ended(long number) {
        if (number != sent) return;
        running(null);
        cards.answer().nothing();
    }

    private void arrived(Exchange exchange, List<Judge.Outcome> outcomes, long number) {
        if (number != sent) return;
        running(null);
        cards.answer().show(exchange, cards.hue().apply(exchange));
        cards.request().outcomes(outcomes);
    }

    private void cancel() {
        Tasks.Task now = running;
        if (now != null) now.cancel();
    }

    private void running(Tasks.@Nullable Task task) {
        running = task;
        send.setDisable(task != null);
        cancel.setVisible(task != null);
        cancel.setManaged(task != null);
    }
}
