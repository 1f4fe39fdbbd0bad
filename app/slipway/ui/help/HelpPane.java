package slipway.ui.help;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;

import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.image.Image;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Language;
import slipway.base.Text;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.MarkdownGround;
import slipway.ui.widget.MarkdownView;

/// The help: contents and search on the left, a page on the right, and where one was before. Owned by [HelpWindow];
/// FX thread.
final class HelpPane extends BorderPane implements MarkdownGround {
    private final HelpBook book;
    private final Consumer<String> copy;
    private final MarkdownView view = new MarkdownView(this);
    private final ScrollPane scroll = new ScrollPane(view);
    private final HelpContents contents;
    private final Button back = Icons.button("fth-arrow-left", Text.of("help.back"), this::back);
    private final Button forward = Icons.button("fth-arrow-right", Text.of("help.forward"), this::forward);
    private final VBox outside = new VBox();
    private final Deque<Place> before = new ArrayDeque<>();
    private final Deque<Place> after = new ArrayDeque<>();
    private @Nullable Place now;

    /// A page, and a heading in it or an empty anchor.
    private record Place(String path, String anchor) {}

    /// @param keys opens the list of keys
    HelpPane(HelpBook book, Consumer<String> copy, Runnable keys) {
        this.book = book;
        this.copy = copy;
        contents = new HelpContents(book, this::open);
        getStyleClass().add("help");
        back.setId("help-back");
        forward.setId("help-forward");
        var home = Icons.button("fth-home", Text.of("help.home"), () -> open(HelpBook.INDEX, ""));
        var shortcuts = new Button(Text.of("shell.help"), Icons.of("fth-command"));
        shortcuts.setId("help-keys");
        shortcuts.setOnAction(event -> keys.run());
        var bar = new HBox(4, back, forward, home, Labels.gap());
        if (Text.language() != Language.ENGLISH) bar.getChildren().add(Labels.muted(Text.of("help.english")));
        bar.getChildren().add(shortcuts);
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.getStyleClass().add("help-bar");
        view.getStyleClass().add("help-page");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setId("help-scroll");
        scroll.getStyleClass().add("page-scroll");
        outside.getStyleClass().add("help-outside");
        setTop(bar);
        setLeft(contents);
        setCenter(scroll);
        addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    }

    /// Shows the page at `path`, from the heading `anchor` on where that is not empty.
    void open(String path, String anchor) {
        var place = new Place(path, anchor);
        if (place.equals(now)) return;
        if (now != null) before.push(now);
        after.clear();
        show(place);
    }

    @Override
    public void follow(String target) {
        Place here = now;
        int hash = target.indexOf('#');
        String anchor = hash < 0 ? "" : target.substring(hash + 1);
        String file = hash < 0 ? target : target.substring(0, hash);
        if (here == null) return;
        String path = file.isEmpty() ? here.path : HelpBook.resolve(here.path, file);
        if (book.page(path).isPresent()) open(path, anchor);
        else
            outside(target.contains("://") ? target : path);
    }

    @Override
    public Optional<Image> picture(String source) {
        return now == null ? Optional.empty() : HelpBook.picture(now.path, source);
    }

    @Override
    public void copy(String text) {
        copy.accept(text);
    }

    /// Names what lies outside of the help; nothing is opened, a person may copy it.
    private void outside(String address) {
        Button button = Icons.button("fth-copy", Text.of("help.copy"), () -> copy.accept(address));
        Button close = Icons.button("fth-x", Text.of("shell.close"), () -> setBottom(null));
        var row = new HBox(8, Icons.of("fth-external-link"), Labels.of(Text.of("help.outside")),
                Labels.mono(address), button, Labels.gap(), close);
        row.setAlignment(Pos.CENTER_LEFT);
        outside.getChildren().setAll(row);
        setBottom(outside);
    }

    private void back() {
        step(before, after);
    }

    private void forward() {
        step(after, before);
    }

    private void step(Deque<Place> from, Deque<Place> to) {
        Place next = from.poll();
        if (next == null) return;
        if (now != null) to.push(now);
        show(next);
    }

    private void show(Place place) {
        boolean same = now != null && now.path.equals(place.path);
        now = place;
        back.setDisable(before.isEmpty());
        forward.setDisable(after.isEmpty());
        setBottom(null);
        if (!same) {
            view.show(book.page(place.path).map(HelpPage::markdown).orElse(""));
            contents.showing(place.path);
        }
        view.heading(place.anchor).ifPresentOrElse(this::scrollTo, () -> scroll.setVvalue(0));
    }

    /// The page is laid out first, so that the heading has its place.
    private void scrollTo(Node heading) {
        applyCss();
        layout();
        Bounds at = view.sceneToLocal(heading.localToScene(heading.getLayoutBounds()));
        double room = view.getHeight() - scroll.getViewportBounds().getHeight();
        scroll.setVvalue(room <= 0 ? 0 : Math.clamp(at.getMinY() / room, 0, 1));
    }

    private void key(KeyEvent event) {
        boolean find = event.isShortcutDown() && event.getCode() == KeyCode.F;
        if (find) contents.field.requestFocus();
        else if (event.isAltDown() && event.getCode() == KeyCode.LEFT) back();
        else if (event.isAltDown() && event.getCode() == KeyCode.RIGHT) forward();
        else
            return;
        event.consume();
    }
}
