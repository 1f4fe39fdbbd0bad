package slipway.ui.requests;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Text;
import slipway.requests.Exchange;
import slipway.requests.Grid;
import slipway.requests.Grids;
import slipway.requests.Pictures;
import slipway.ui.Desk;
import slipway.ui.widget.SaveTarget;

/// What an answer can be shown as beside rows, found beside the FX thread, and saving it. FX thread to call.
final class AnswerViews {
    private final Desk desk;
    private final SaveTarget target;

    /// `grid` null where there is no table in it.
    record Views(@Nullable Grid grid, List<Pictures.Picture> pictures) {}

    AnswerViews(Desk desk, SaveTarget target) {
        this.desk = desk;
        this.target = target;
    }

    void find(Exchange exchange, Consumer<Views> then) {
        var found = new AtomicReference<@Nullable Views>();
        desk.work().run(() -> {
            ByteBuffer bytes = BodyView.bytes(exchange);
            String type = exchange.header("content-type");
            found.set(new Views(Grids.of(bytes, type), Pictures.in(bytes, type)));
        }, () -> {
            Views views = found.get();
            if (views != null) then.accept(views);
        });
    }

    /// The body as it is, under a name that fits its type.
    void save(Exchange exchange) {
        Path file = ask("answers.save", "answer" + ending(exchange.header("content-type")));
        if (file == null) return;
        desk.work().run(() -> {
            Path kept = exchange.received().file();
            try {
                if (kept == null) Files.write(file, exchange.body().toArray());
                else
                    Files.copy(kept, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new StudioException(Problem.of("answers.save", file).withDetail(e.toString()), e);
            }
        }, () -> desk.notices().done(Text.of("answers.saved", file)));
    }

    void saveCsv(Grid grid) {
        Path file = ask("answers.table.csv", "predictions.csv");
        if (file != null)
            desk.work().run(() -> grid.writeCsv(file), () -> desk.notices().done(Text.of("answers.saved",
                    file)));
    }

    private @Nullable Path ask(String title, String name) {
        return target.ask(null, Text.of(title), name);
    }

    static String ending(String type) {
        if (type.contains("json")) return ".json";
        if (type.contains("csv")) return ".csv";
        if (type.startsWith("image/")) return "." + type.substring(6).replaceAll("\\W.*", "");
        if (type.contains("html")) return ".html";
        return type.startsWith("text/") ? ".txt" : ".bin";
    }
}
