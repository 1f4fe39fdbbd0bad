package slipway.rehearse;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Where the environment configuration stands in what was given: bare, or within the details of a whole deployment.
///
/// @param path     the names that lead to it, empty where it is bare
/// @param envelope the details around it, null where it is bare
/// @param block    what stands there, null for nothing
record OciBlock(List<String> path, @Nullable ObjectNode envelope, @Nullable JsonNode block) {
    static final String NAME = "environmentConfigurationDetails";
    private static final String CONFIGURATION = "modelDeploymentConfigurationDetails";
    private static final List<String> WRAPPERS = List.of("createModelDeploymentDetails",
            "updateModelDeploymentDetails");
    /// By these a whole deployment is known even where it has no environment configuration.
    private static final Set<String> OF_ENVELOPE = Set.of("displayName", "description", "projectId", "compartmentId",
            "freeformTags", "definedTags", "categoryLogDetails");
    /// What leads to the block, and so is no field of the envelope.
    static final Set<String> WAY = Set.of(NAME, CONFIGURATION, WRAPPERS.getFirst(), WRAPPERS.getLast());

    static OciBlock in(JsonNode root) {
        var path = new ArrayList<String>();
        JsonNode at = root;
        for (String wrapper : WRAPPERS) {
            if (at.path(wrapper).isObject()) at = down(at, wrapper, path);
        }
        if (!(at instanceof ObjectNode envelope)) return new OciBlock(List.of(), null, root);
        if (at.path(CONFIGURATION).isObject()) at = down(at, CONFIGURATION, path);
        if (!at.has(NAME) && path.isEmpty() && at.propertyNames().stream().noneMatch(OF_ENVELOPE::contains)) {
            return new OciBlock(List.of(), null, root);
        }
        path.add(NAME);
        return new OciBlock(List.copyOf(path), envelope, at.get(NAME));
    }

    private static JsonNode down(JsonNode from, String name, List<String> path) {
        path.add(name);
        return from.path(name);
    }

    /// A copy of `root`, which this was found in, with `details` and the envelope's `fields` in their places.
    ObjectNode put(JsonNode root, ObjectNode details, ObjectNode fields) {
        if (path.isEmpty()) return details;
        ObjectNode copy = root instanceof ObjectNode object ? object.deepCopy() : JsonNodeFactory.instance.objectNode();
        ObjectNode at = copy;
        for (String name : path.subList(0, path.size() - 1)) {
            if (name.equals(CONFIGURATION)) at.setAll(fields);
            at = (ObjectNode) at.path(name);
        }
        if (!path.contains(CONFIGURATION)) at.setAll(fields);
        at.set(NAME, details);
        return copy;
    }
}
