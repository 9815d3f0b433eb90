package io.openinbox.simulator.x;

/** Something X does beside the ordinary. Immutable; {@link XSimulator#behave} switches it on. */
public sealed interface XBehaviour permits XCallBehaviour, XDeliveryBehaviour {}
