package slipway.ui.requests;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import slipway.requests.Draft;
import slipway.requests.Variables;

import static org.junit.jupiter.api.Assertions.assertEquals;

class RequestPlanTest {
    private static final RequestPlan PLAN = new RequestPlan("iris", "blue", "http://127.0.0.1:8801", "k3y", "mlflow",
            List.of(), null);

    @Test
    void theEndpointsKeyComesAndGoesByItself() {
        Draft draft = PLAN.draft("n", "POST", "/score", Map.of("Accept", "a"), "{}");
        assertEquals("Bearer {{key}}", draft.headers().get("Authorization"));
        assertEquals("Bearer k3y", PLAN.variables(Variables.NONE).fill(draft).draft().headers().get("Authorization"));
        assertEquals("Accept: a", RequestPlan.lines(draft.headers()));
    }

    @Test
    void anotherAuthorizationStays() {
        Map<String, String> own = Map.of("Authorization", "Bearer {{authorization}}");
        assertEquals("Authorization: Bearer {{authorization}}", RequestPlan.lines(own));
        assertEquals(own.get("Authorization"), PLAN.draft("n", "GET", "/", own, "").headers().get("Authorization"));
    }

    @Test
    void whatWasMaskedIsLeftOutAndNamed() {
        Map<String, String> kept = Map.of("Authorization", "Bearer •••", "X-API-Key", "•••");
        assertEquals("", RequestPlan.lines(kept));
        assertEquals(List.of("X-API-Key"), RequestPlan.lost(kept));
    }
}
