package slipway.ui.requests;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.ObservableList;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeTableColumn;
import javafx.scene.control.TreeTableView;
import javafx.scene.control.cell.TextFieldTreeTableCell;
import javafx.scene.layout.Region;
import javafx.util.converter.DefaultStringConverter;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import slipway.base.Text;

/// A JSON body as a tree; a value is changed where it stands and stays text where it was text. FX thread.
final class TreeView implements DraftView {
    private static final JsonMapper JSON = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    /// Longer bodies open only as far as a person looks.
    private static final int OPEN = 40;
    /// Most that hang from one place: the tree’s work grows with their square.
    private static final int PAGE = 100;

    private final TreeTableView<Place> tree = new TreeTableView<>();
    private final Consumer<String> changed;
    private JsonNode root = JSON.nullNode();

    /// A value and where it stands in its parent: a name or an index; and which of its own values hang from it here.
    private record Place(String name, JsonNode node, JsonNode parent, int index, int from, int to) {
        static Place whole(String name, JsonNode node, JsonNode parent, int index) {
            return new Place(name, node, parent, index, 0, node.size());
        }

        String value() {
            if (to - from < node.size()) return "";
            if (node.isArray()) return "[" + node.size() + "]";
            if (node.isObject()) return "{" + node.size() + "}";
            return node.isString() ? node.asString() : node.toString();
        }

        /// What hangs from it: values, or where there are more than [#PAGE] of them, stretches of as many.
        List<Place> parts() {
            int step = 1;
            while ((to - from + step - 1) / step > PAGE)
                step *= PAGE;
            var parts = new ArrayList<Place>();
            if (step > 1) {
                for (int i = from; i < to; i += step) {
                    int end = Math.min(to, i + step);
                    parts.add(new Place(i + " … " + (end - 1), node, parent, index, i, end));
                }
                return parts;
            }
            List<Map.Entry<String, JsonNode>> named = List.copyOf(node.properties());
            for (int i = from; i < to; i++) {
                parts.add(named.isEmpty()
                        ? whole(String.valueOf(i), node.get(i), node, i)
                        : whole(named.get(i).getKey(), named.get(i).getValue(), node, i));
            }
            return parts;
        }
    }

    TreeView(Consumer<String> changed) {
        this.changed = changed;
        tree.setId("body-tree");
        tree.setShowRoot(false);
        tree.setEditable(true);
        tree.getStyleClass().addAll("dense", "body-grid");
        var name = new TreeTableColumn<Place, String>(Text.of("requestedit.tree.name"));
        name.setCellValueFactory(cell -> new ReadOnlyStringWrapper(cell.getValue().getValue().name()));
        name.setSortable(false);
        var value = new TreeTableColumn<Place, String>(Text.of("requestedit.tree.value"));
        value.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue().getValue().value()));
        value.setCellFactory(column -> new TextFieldTreeTableCell<>(new DefaultStringConverter()));
        value.setSortable(false);
        value.setOnEditCommit(event -> set(event.getRowValue(), event.getNewValue()));
        tree.getColumns().add(name);
        tree.getColumns().add(value);
        tree.setColumnResizePolicy(TreeTableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    }

    @Override
    public Region node() {
        return tree;
    }

    @Override
    public boolean open(String text) {
        try {
            JsonNode read = JSON.readTree(text);
            if (!read.isContainer()) return false;
            root = read;
        } catch (JacksonException e) {
            return false;
        }
        tree.setRoot(new Branch(Place.whole("", root, root, 0), true));
        return true;
    }

    /// Its children are made when somebody looks at them; what hangs from something long begins folded.
    private static final class Branch extends TreeItem<Place> {
        private boolean grown;

        Branch(Place place, boolean unfolded) {
            super(place);
            setExpanded(unfolded);
        }

        @Override
        public boolean isLeaf() {
            return getValue() == null || getValue().from() >= getValue().to();
        }

        @Override
        public ObservableList<TreeItem<Place>> getChildren() {
            if (!grown) {
                grown = true;
                boolean open = getValue().node().size() <= OPEN;
                super.getChildren().setAll(getValue().parts().stream().map(each -> new Branch(each, open && each.node()
                        .size() <= OPEN)).toList());
            }
            return super.getChildren();
        }
    }

    private void set(TreeItem<Place> item, String text) {
        Place place = item.getValue();
        if (place.node().isContainer()) {
            tree.refresh();
            return;
        }
        JsonNode next = value(text, place.node());
        if (place.parent() instanceof ObjectNode object) object.set(place.name(), next);
        else if (place.parent() instanceof ArrayNode array) array.set(place.index(), next);
        item.setValue(Place.whole(place.name(), next, place.parent(), place.index()));
        changed.accept(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root));
    }

    private static JsonNode value(String text, JsonNode before) {
        if (before.isString()) return JSON.getNodeFactory().stringNode(text);
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            return JSON.getNodeFactory().stringNode(text);
        }
    }
}
