package slipway.contract;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.StudioException;

/// The members of one JSON object, taken one by one; what is missing, of the wrong kind or left over is told with its
/// place. One reader's own.
final class Members {
    private final String file;
    private final String path;
    private final Map<?, ?> map;
    private final Set<Object> left;

    Members(String file, String path, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> object)) throw wrong(file, path, "contract.wants-object");
        this.file = file;
        this.path = path;
        this.map = object;
        this.left = new LinkedHashSet<>(object.keySet());
    }

    String file() {
        return file;
    }

    boolean has(String key) {
        return map.get(key) != null;
    }

    String text(String key) {
        if (take(key) instanceof String text && !text.isBlank()) return text;
        throw wrong(key, "contract.wants-text");
    }

    @Nullable
    String optional(String key) {
        return has(key) ? text(key) : null;
    }

    long number(String key, long from, long to) {
        if (take(key) instanceof Long number && number >= from && number <= to) return number;
        throw wrong(key, "contract.wants-number", from, to);
    }

    boolean flag(String key) {
        if (take(key) instanceof Boolean flag) return flag;
        throw wrong(key, "contract.wants-flag");
    }

    Members object(String key) {
        return new Members(file, at(key), take(key));
    }

    List<?> list(String key) {
        if (take(key) instanceof List<?> list) return list;
        throw wrong(key, "contract.wants-list");
    }

    List<String> texts(String key) {
        List<?> list = list(key);
        if (!list.stream().allMatch(String.class::isInstance)) throw wrong(key, "contract.wants-texts");
        return list.stream().map(String.class::cast).toList();
    }

    /// All members, each a text.
    Map<String, String> textMap() {
        var result = new LinkedHashMap<String, String>();
        for (Object key : List.copyOf(left))
            result.put(String.valueOf(key), text(String.valueOf(key)));
        return result;
    }

    /// What nobody took, as it is.
    Map<String, Object> rest() {
        var result = new LinkedHashMap<String, Object>();
        for (Object key : List.copyOf(left)) {
            Object value = take(String.valueOf(key));
            if (value == null) throw wrong(String.valueOf(key), "contract.wants-value");
            result.put(String.valueOf(key), value);
        }
        return result;
    }

    /// Refuses a member that nobody knows: most are words mistyped.
    void end() {
        if (!left.isEmpty()) throw wrong(String.valueOf(left.iterator().next()), "contract.unknown-member");
    }

    StudioException wrong(String key, String code, Object... more) {
        return wrong(file, at(key), code, more);
    }

    private static StudioException wrong(String file, String place, String code, Object... more) {
        var args = new Object[more.length + 2];
        args[0] = file;
        args[1] = place;
        System.arraycopy(more, 0, args, 2, more.length);
        return new StudioException(Problem.of(code, args));
    }

    private @Nullable Object take(String key) {
        left.remove(key);
        return map.get(key);
    }

    private String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
