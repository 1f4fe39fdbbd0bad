package slipway.traffic;

import java.util.List;
import java.util.Map;

import slipway.base.Bytes;

/// One exchange as it passed: what the client sent, what it got. Of a mirror copy, what its server answered.
///
/// @param request     what else is known of it
/// @param target      path and query, byte for byte
/// @param headers     of the request as the client sent them
/// @param bodyCut     whether the body was longer than its watcher wanted, or than there was memory for
/// @param answerHeaders as the server sent them; empty where there was no answer
public record Exchange(RequestRecord request, String target, List<Map.Entry<String, String>> headers, Bytes body,
        boolean bodyCut, List<Map.Entry<String, String>> answerHeaders, Bytes answer, boolean answerCut) {}
