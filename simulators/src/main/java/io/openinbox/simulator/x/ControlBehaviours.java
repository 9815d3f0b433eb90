package io.openinbox.simulator.x;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Switches by name, for the command line. */
final class ControlBehaviours {

    private static final Duration DEFAULT_RESET = Duration.ofSeconds(60);

    private final XSimulator x;

    ControlBehaviours(XSimulator x) {
        this.x = x;
    }

    /** Does what the form says and tells it in one line. */
    String behave(Form form) {
        String name = ControlFields.required(form, "behaviour");
        switch (name) {
            case "normal" -> x.behaveNormally();
            case "refuse" -> call(form, XCallBehaviour.refuse(refusal(form)));
            case "fail-after-accepting" -> call(form, XCallBehaviour.failAfterAccepting(refusal(form)));
            case "answer-late" -> call(form, XCallBehaviour.answerLate(millis(form)));
            case "never-answer" -> call(form, XCallBehaviour.neverAnswer());
            case "cut-connection" -> call(form, XCallBehaviour.cutConnection());
            case "echo-first" -> call(form, XCallBehaviour.echoFirst());
            case "hold-echoes" -> delivery(form, XDeliveryBehaviour.hold().ofEchoes());
            case "hold" -> delivery(form, XDeliveryBehaviour.hold());
            case "delay" -> delivery(form, XDeliveryBehaviour.delay(millis(form)));
            case "duplicate" -> delivery(form, XDeliveryBehaviour.duplicate(ControlFields.number(form, "copies", 1)));
            case "duplicate-at-once" ->
                delivery(form, XDeliveryBehaviour.duplicateAtOnce(ControlFields.number(form, "copies", 1)));
            case "closed-dms" -> x.closeDms(ControlFields.user(x, form, "user"));
            case "open-dms" -> x.openDms(ControlFields.user(x, form, "user"));
            case "rewrite-text" -> x.rewriteTexts(onOrOff(form));
            case "old-deliveries" ->
                x.deliverAs(onOrOff(form) ? XDeliveryForm.ACCOUNT_ACTIVITY : XDeliveryForm.ACTIVITY);
            case "cut-stream" -> x.cutStreams("on".equals(form.get("in-the-middle")));
            case "distrust-webhooks" -> x.distrustWebhooks();
            case "challenge-webhooks" -> x.challengeWebhooks();
            case "forget-pages" -> x.forgetPages();
            case "limit" -> x.limitCalls(ControlFields.number(form, "calls", 0));
            default ->
                throw new IllegalArgumentException(
                        "behaviour: there is no " + name + "; GET /simulator lists them all");
        }
        return name + ": done";
    }

    private void call(Form form, XCallBehaviour general) {
        XCallBehaviour narrowed = general.on(XCall.SEND);
        if (form.has("on")) {
            List<XCall> calls =
                    form.list("on", ",").stream().map(ControlBehaviours::family).toList();
            if (calls.isEmpty()) {
                throw new IllegalArgumentException("on: is empty; name calls or leave it out for sends");
            }
            narrowed =
                    general.on(calls.getFirst(), calls.subList(1, calls.size()).toArray(XCall[]::new));
        }
        if (form.has("by")) {
            narrowed = narrowed.by(ControlFields.user(x, form, "by"));
        }
        if (form.has("to")) {
            narrowed = narrowed.to(ControlFields.user(x, form, "to"));
        }
        if (form.has("times")) {
            narrowed = narrowed.times(ControlFields.number(form, "times", 1));
        }
        x.behave(narrowed);
    }

    private void delivery(Form form, XDeliveryBehaviour general) {
        XDeliveryBehaviour narrowed = general;
        if (form.has("type")) {
            narrowed = narrowed.of(form.get("type"));
        }
        if (form.has("times")) {
            narrowed = narrowed.times(ControlFields.number(form, "times", 1));
        }
        x.behave(narrowed);
    }

    private static XCall family(String name) {
        return Arrays.stream(XCall.values())
                .filter(call -> wire(call).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("on: there is no " + name + "; use "
                        + String.join(
                                ", ",
                                Arrays.stream(XCall.values())
                                        .map(ControlBehaviours::wire)
                                        .toList())));
    }

    private static String wire(XCall call) {
        return call.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static XRefusal refusal(Form form) {
        return switch (ControlFields.required(form, "with")) {
            case "closed-dms" -> XRefusal.closedDms();
            case "no-credits" -> XRefusal.noCredits();
            case "not-enrolled" -> XRefusal.appNotEnrolled();
            case "invalid" -> XRefusal.invalid("text", "", "must not be this one");
            case "not-found" -> XRefusal.notFound("user", "0");
            case "unauthorized" -> XRefusal.unauthorized();
            case "throttled" -> XRefusal.throttled(reset(form));
            case "throttled-88" -> XRefusal.throttledWithCode(reset(form));
            case "unavailable" -> XRefusal.unavailable();
            case "internal-error" -> XRefusal.internalError();
            default ->
                throw new IllegalArgumentException("with: must be closed-dms, no-credits, not-enrolled, invalid,"
                        + " not-found, unauthorized, throttled, throttled-88, unavailable or internal-error");
        };
    }

    private static Duration reset(Form form) {
        return form.has("reset") ? Duration.ofSeconds(ControlFields.number(form, "reset", 1)) : DEFAULT_RESET;
    }

    private static Duration millis(Form form) {
        return Duration.ofMillis(ControlFields.number(form, "ms", 1));
    }

    private static boolean onOrOff(Form form) {
        return switch (ControlFields.required(form, "value")) {
            case "on" -> true;
            case "off" -> false;
            default -> throw new IllegalArgumentException("value: must be on or off");
        };
    }
}
