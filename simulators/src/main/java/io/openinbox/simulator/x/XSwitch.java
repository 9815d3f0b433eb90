package io.openinbox.simulator.x;

/** A behaviour that is switched on. Closing it switches it off; closing it again does nothing. */
public interface XSwitch extends AutoCloseable {

    /** Switches the behaviour off. What is held stays held until it is released. */
    @Override
    void close();
}
